using Actors.Tests.Conformance;

namespace Actors.Tests.Embedded;

public sealed class EmbeddedMailboxTests : MailboxTests
{
    protected override WorkerSystem CreateSystem(WorkerSystemOptions options) => new(options);
}

public sealed class EmbeddedMailboxWaitTests : MailboxWaitTests
{
    protected override WorkerSystem CreateSystem(WorkerSystemOptions options) => new(options);
}

public sealed class EmbeddedMailboxStressTests : MailboxStressTests
{
    protected override WorkerSystem CreateSystem(WorkerSystemOptions options) => new(options);
}

public sealed class EmbeddedEventStreamTests : EventStreamTests
{
    protected override WorkerSystem CreateSystem(WorkerSystemOptions options) => new(options);
}
