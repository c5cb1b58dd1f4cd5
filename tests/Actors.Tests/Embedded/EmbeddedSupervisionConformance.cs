using Actors.Tests.Conformance;

namespace Actors.Tests.Embedded;

public sealed class EmbeddedRestartTests : RestartTests
{
    protected override WorkerSystem CreateSystem(WorkerSystemOptions options) => new(options);
}

public sealed class EmbeddedSupervisionTests : SupervisionTests
{
    protected override WorkerSystem CreateSystem(WorkerSystemOptions options) => new(options);
}
