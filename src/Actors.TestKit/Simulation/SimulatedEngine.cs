using Actors.Engines;
using Actors.Engines.Embedded;
using Actors.Loops;

namespace Actors.TestKit;

/// <summary>Runs every worker on the simulation's thread, whatever dispatcher it asked for.</summary>
internal sealed class SimulatedEngine(SimulationLoop loop) : IWorkerEngine
{
    public string Name => "Simulated";

    // Its lists are in order of subscription, and its locks are never held while an item is handed over.
    public IEventStream EventStream { get; } = new EmbeddedEventStream();

    // When it comes depends on the machine, and no seed could replay it.
    public bool HearsOfGarbage => false;

    public IMailbox Open(IFlow flow, WorkerDispatcher dispatcher, IMailbox? parent) => dispatcher.Kind == DispatcherKind.CallingThread
        ? throw new NotSupportedException("A simulation has one thread, which RunOnCurrentThread cannot have. Start a worker instead.")
        : dispatcher.Context is LoopContext
        ? throw new NotSupportedException("A simulation has one thread, which no event loop of its own can have. Use a worker's Loop instead.")
        : loop.Open(flow, isPolled: dispatcher.Kind == DispatcherKind.Polled);

    public void Start(IMailbox mailbox, WorkerDispatcher dispatcher) => ((SimulatedMailbox)mailbox).Start();

    public bool TryEnter(IMailbox mailbox) => ((SimulatedMailbox)mailbox).TryEnter();

    public void LetPool(IMailbox mailbox) => ((SimulatedMailbox)mailbox).LetPool();

    public ValueTask StopAsync(TimeSpan timeout) => ValueTask.CompletedTask;
}
