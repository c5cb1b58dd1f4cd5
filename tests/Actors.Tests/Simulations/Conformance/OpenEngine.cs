using System.Diagnostics.CodeAnalysis;
using Actors.Engines;
using Actors.Engines.Embedded;
using Actors.TestKit;

namespace Actors.Tests.Simulations.Conformance;

/// <summary>The simulation's turns and mailboxes on a thread that goes on by itself, open to the threads of a test.</summary>
/// <remarks>Nothing can be replayed so. Workers that ask for a thread of their own, a context or a poller have it on the default
/// engine.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "Without a wait handle a semaphore holds nothing to dispose.")]
internal sealed class OpenEngine : IWorkerEngine
{
    private readonly EmbeddedEngine _embedded = new();
    private readonly SemaphoreSlim _ready = new(0);
    private readonly TaskCompletionSource<SimulatedEngine> _made = new();
    private volatile bool _isDisposed;

    public OpenEngine(long seed)
    {
        var thread = new Thread(() => Run(seed)) { IsBackground = true, Name = $"seed {seed}" };
        thread.UnsafeStart();
    }

    public string Name => "Open simulation";

    public IEventStream EventStream => _embedded.EventStream;

    private SimulatedEngine Simulated => _made.Task.GetAwaiter().GetResult();

    public IMailbox Open(IFlow flow, WorkerDispatcher dispatcher, IMailbox? parent) =>
        (IsSimulated(dispatcher) ? (IWorkerEngine)Simulated : _embedded).Open(flow, dispatcher, parent);

    public void Start(IMailbox mailbox, WorkerDispatcher dispatcher) =>
        (IsSimulated(dispatcher) ? (IWorkerEngine)Simulated : _embedded).Start(mailbox, dispatcher);

    public bool TryEnter(IMailbox mailbox) => mailbox is SimulatedMailbox ? Simulated.TryEnter(mailbox) : _embedded.TryEnter(mailbox);

    public void LetPool(IMailbox mailbox)
    {
        if (mailbox is SimulatedMailbox) Simulated.LetPool(mailbox);
        else _embedded.LetPool(mailbox);
    }

    public ValueTask StopAsync(TimeSpan timeout)
    {
        _isDisposed = true;
        _ready.Release();
        return ValueTask.CompletedTask;
    }

    private static bool IsSimulated(WorkerDispatcher dispatcher) => dispatcher.Kind == DispatcherKind.ThreadPool;

    private static bool HasOpenPlaces(SimulationLoop loop)
    {
        lock (loop.Gate) return loop.Places.Count > 0;
    }

    private void Run(long seed)
    {
        var loop = new SimulationLoop(seed, new SimulationOptions { MostPieces = int.MaxValue }, writes: false, isOpen: true)
        {
            Added = () => _ready.Release(),
        };
        _made.SetResult(new SimulatedEngine(loop));

        // Who did not stop in time, daemons above all, may still clean up.
        while (!_isDisposed || HasOpenPlaces(loop))
        {
            loop.Run(static () => false);
            _ready.Wait();
        }
    }
}
