using Actors.Tests.Conformance;

namespace Actors.Tests.Embedded;

public sealed class EmbeddedLifecycleTests : LifecycleTests
{
    protected override WorkerSystem CreateSystem(WorkerSystemOptions options) => new(options);
}

public sealed class EmbeddedFlowTests : FlowTests
{
    protected override WorkerSystem CreateSystem(WorkerSystemOptions options) => new(options);
}

public sealed class EmbeddedAffinityTests : AffinityTests
{
    protected override WorkerSystem CreateSystem(WorkerSystemOptions options) => new(options);
}

public sealed class EmbeddedOptOutTests : OptOutTests
{
    protected override WorkerSystem CreateSystem(WorkerSystemOptions options) => new(options);
}

public sealed class EmbeddedPolledMainTests : PolledMainTests
{
    protected override WorkerSystem CreateSystem(WorkerSystemOptions options) => new(options);
}

public sealed class EmbeddedCurrentTests : CurrentTests
{
    protected override WorkerSystem CreateSystem(WorkerSystemOptions options) => new(options);
}

public sealed class EmbeddedListenerWaitTests : ListenerWaitTests
{
    protected override WorkerSystem CreateSystem(WorkerSystemOptions options) => new(options);
}

public sealed class EmbeddedFlowStressTests : FlowStressTests
{
    protected override WorkerSystem CreateSystem(WorkerSystemOptions options) => new(options);
}

public sealed class EmbeddedStopTests : StopTests
{
    protected override WorkerSystem CreateSystem(WorkerSystemOptions options) => new(options);
}

public sealed class EmbeddedSwallowedExitTests : SwallowedExitTests
{
    protected override WorkerSystem CreateSystem(WorkerSystemOptions options) => new(options);
}

public sealed class EmbeddedPauseTests : PauseTests
{
    protected override WorkerSystem CreateSystem(WorkerSystemOptions options) => new(options);
}

public sealed class EmbeddedExitOrderTests : ExitOrderTests
{
    protected override WorkerSystem CreateSystem(WorkerSystemOptions options) => new(options);
}

public sealed class EmbeddedCompletionTests : CompletionTests
{
    protected override WorkerSystem CreateSystem(WorkerSystemOptions options) => new(options);
}

public sealed class EmbeddedParentChildTests : ParentChildTests
{
    protected override WorkerSystem CreateSystem(WorkerSystemOptions options) => new(options);
}

public sealed class EmbeddedFamilyEndTests : FamilyEndTests
{
    protected override WorkerSystem CreateSystem(WorkerSystemOptions options) => new(options);
}

public sealed class EmbeddedShutdownTests : ShutdownTests
{
    protected override WorkerSystem CreateSystem(WorkerSystemOptions options) => new(options);
}

public sealed class EmbeddedErrorMessageTests : ErrorMessageTests
{
    protected override WorkerSystem CreateSystem(WorkerSystemOptions options) => new(options);
}

public sealed class EmbeddedLeftBehindTests : LeftBehindTests
{
    protected override WorkerSystem CreateSystem(WorkerSystemOptions options) => new(options);
}
