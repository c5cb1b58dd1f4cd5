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
