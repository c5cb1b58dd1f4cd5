using Actors.Tests.Conformance;

namespace Actors.Tests.Embedded;

public sealed class EmbeddedEventRouteTests : EventRouteTests
{
    protected override WorkerSystem CreateSystem(WorkerSystemOptions options) => new(options);
}

public sealed class EmbeddedEventTests : EventTests
{
    protected override WorkerSystem CreateSystem(WorkerSystemOptions options) => new(options);
}

public sealed class EmbeddedEventWaitTests : EventWaitTests
{
    protected override WorkerSystem CreateSystem(WorkerSystemOptions options) => new(options);
}

public sealed class EmbeddedListenerErrorTests : ListenerErrorTests
{
    protected override WorkerSystem CreateSystem(WorkerSystemOptions options) => new(options);
}

public sealed class EmbeddedListenerTests : ListenerTests
{
    protected override WorkerSystem CreateSystem(WorkerSystemOptions options) => new(options);
}

public sealed class EmbeddedRejectTests : RejectTests
{
    protected override WorkerSystem CreateSystem(WorkerSystemOptions options) => new(options);
}

public sealed class EmbeddedUnlistenTests : UnlistenTests
{
    protected override WorkerSystem CreateSystem(WorkerSystemOptions options) => new(options);
}
