using Actors.Engines;
using Actors.Engines.Embedded;
using Actors.Tests.Conformance;

namespace Actors.Tests.Embedded;

/// <summary>A run whose very end fails still ends: the loop gives up after a bounded number of failures.</summary>
public sealed class BrokenMailboxTests
{
    [Fact]
    [Trait("Spec", "L8")]
    public async Task Take_FailsForEver_TheRunEndsFaultedAndTheSystemStops()
    {
        var engine = new BrokenEngine();
        await using var system = new WorkerSystem(engine, new WorkerSystemOptions());
        var worker = system.Start(static async () => await CurrentWorker.WaitForever());
        await worker.AtWaitPoint();
        engine.Breaks = worker.Path;

        worker.Fire("E");

        var result = await worker.Ended();
        Assert.Equal(WorkerState.Faulted, result.State);
        Assert.IsType<InvalidDataException>(result.Error);
        await system.StopAsync().Soon();
    }

    private sealed class BrokenEngine : IWorkerEngine
    {
        private readonly EmbeddedEngine _inner = new();

        public string? Breaks { get; set; }

        public string Name => "Broken";

        public IEventStream EventStream => _inner.EventStream;

        public IMailbox Open(IFlow flow, WorkerDispatcher dispatcher, IMailbox? parent) =>
            new BrokenMailbox(this, flow, _inner.Open(flow, dispatcher, parent));

        public void Start(IMailbox mailbox, WorkerDispatcher dispatcher) => _inner.Start(((BrokenMailbox)mailbox).Inner, dispatcher);

        public bool TryEnter(IMailbox mailbox) => _inner.TryEnter(((BrokenMailbox)mailbox).Inner);

        public void LetPool(IMailbox mailbox) => _inner.LetPool(((BrokenMailbox)mailbox).Inner);

        public ValueTask StopAsync(TimeSpan timeout) => _inner.StopAsync(timeout);
    }

    private sealed class BrokenMailbox(BrokenEngine engine, IFlow flow, IMailbox inner) : IMailbox
    {
        public IMailbox Inner => inner;

        public IMailboxWriter Writer => inner.Writer;

        public int Count => inner.Count;

        public MailboxItem? Take() => engine.Breaks == flow.Path ? throw new InvalidDataException("The queue is broken.") : inner.Take();

        public bool TryPark() => inner.TryPark();

        public void Yield() => inner.Yield();

        public void CloseToEvents() => inner.CloseToEvents();

        public bool TryClose() => inner.TryClose();
    }
}
