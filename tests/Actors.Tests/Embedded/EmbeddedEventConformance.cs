using Actors.Tests.Conformance;

namespace Actors.Tests.Embedded;

public sealed class EmbeddedUnlistenTests : UnlistenTests
{
    protected override WorkerSystem CreateSystem(WorkerSystemOptions options) => new(options);
}
