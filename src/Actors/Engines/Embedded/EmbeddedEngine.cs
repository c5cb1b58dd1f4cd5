namespace Actors.Engines.Embedded;

/// <summary>The engine without an actor system: no dependency, one object a running worker.</summary>
internal sealed class EmbeddedEngine : IWorkerEngine
{
    public string Name => "Embedded";

    public IEventStream EventStream { get; } = new EmbeddedEventStream();

    public IMailbox Open(IFlow flow, WorkerDispatcher dispatcher, IMailbox? parent) => dispatcher.Kind switch
    {
        DispatcherKind.ThreadPool => new EmbeddedMailbox(flow, PoolScheduler.Instance),
        DispatcherKind.Context => new EmbeddedMailbox(flow, new ContextScheduler(dispatcher.Context!, flow)),
        DispatcherKind.Polled => new EmbeddedMailbox(flow, new PolledScheduler(alsoPool: false)),
        DispatcherKind.Main => new EmbeddedMailbox(flow, new PolledScheduler(alsoPool: true)),
        DispatcherKind.DedicatedThread or DispatcherKind.CallingThread => new EmbeddedMailbox(flow, new ThreadScheduler()),
        _ => throw new NotSupportedException($"The embedded engine has no dispatcher '{dispatcher}'."),
    };

    public void Start(IMailbox mailbox, WorkerDispatcher dispatcher)
    {
        var place = (EmbeddedMailbox)mailbox;
        place.Start();
        if (place.Scheduler is not ThreadScheduler thread) return;

        if (dispatcher.Kind == DispatcherKind.CallingThread) thread.Run();
        else thread.StartThread(place.Flow.Path);
    }

    public bool TryEnter(IMailbox mailbox)
    {
        var place = (EmbeddedMailbox)mailbox;
        return place.Scheduler is PolledScheduler polled ? polled.TryTake() || place.TryEnter() : place.TryEnter();
    }

    public void LetPool(IMailbox mailbox)
    {
        if (((EmbeddedMailbox)mailbox).Scheduler is PolledScheduler polled) polled.LetPool();
    }

    public ValueTask StopAsync(TimeSpan timeout) => ValueTask.CompletedTask;
}
