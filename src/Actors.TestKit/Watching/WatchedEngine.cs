using Actors.Engines;
using Actors.Flow;

namespace Actors.TestKit.Watching;

/// <summary>Stands between a system and its engine, and counts what goes on.</summary>
internal sealed class WatchedEngine(IWorkerEngine engine, VirtualTime time) : IWorkerEngine
{
    /// <summary>The main worker's flow: the first place that a system opens is its main worker's.</summary>
    private WorkerFlow? _main;

    public string Name => engine.Name;

    public IEventStream EventStream => engine.EventStream;

    public bool HearsOfGarbage => engine.HearsOfGarbage;

    /// <summary>The system; it is there from the start of its main worker on.</summary>
    public WorkerSystem? System => (_main?.Owner as Worker)?.System;

    /// <summary>Whether the main program stands at one of the library's waits.</summary>
    public bool IsMainWaiting => _main is { HasEnded: false, IsRootWaiting: true };

    public IMailbox Open(IFlow flow, WorkerDispatcher dispatcher, IMailbox? parent)
    {
        var watched = new WatchedMailbox(time, (WorkerFlow)flow);
        _main ??= (WorkerFlow)flow;
        watched.Attach(engine.Open(watched, dispatcher, (parent as WatchedMailbox)?.Inner));
        return watched;
    }

    public void Start(IMailbox mailbox, WorkerDispatcher dispatcher)
    {
        var watched = (WatchedMailbox)mailbox;

        // A polled main worker has nothing to do in its first turn, and nobody may ever poll it.
        if (dispatcher.Kind != DispatcherKind.Polled) watched.OweTurn();
        if (dispatcher.Kind != DispatcherKind.CallingThread)
        {
            engine.Start(watched.Inner, dispatcher);
            return;
        }

        // The calling thread stands here until the run has ended: it waits for it.
        using var run = time.BeginBlockingRun();
        engine.Start(watched.Inner, dispatcher);
    }

    public bool TryEnter(IMailbox mailbox)
    {
        var watched = (WatchedMailbox)mailbox;
        if (!engine.TryEnter(watched.Inner)) return false;
        watched.OnEntered();
        return true;
    }

    public void LetPool(IMailbox mailbox) => engine.LetPool(((WatchedMailbox)mailbox).Inner);

    public void OnAwaited(Task end) => time.OnAwaited(end);

    public void FailMain(Exception error) => _main?.FailWaits(error);

    public ValueTask StopAsync(TimeSpan timeout)
    {
        time.Forget(this);
        return engine.StopAsync(timeout);
    }
}
