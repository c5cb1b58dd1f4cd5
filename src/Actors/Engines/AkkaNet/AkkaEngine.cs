using System.Collections.Concurrent;
using Actors.Engines.AkkaNet.Dispatchers;
using Actors.Engines.AkkaNet.Mailboxes;
using Akka.Actor;
using Akka.Dispatch;

namespace Actors.Engines.AkkaNet;

/// <summary>The engine on Akka.NET: each running worker is an actor.</summary>
internal sealed class AkkaEngine : IWorkerEngine
{
    private readonly bool _ownsSystem;
    private readonly bool _hasOwnDispatcher;
    private readonly Guardians _guardians;
    private readonly AkkaEventStream _eventStream;

    /// <summary>Runs whose actor was stopped by others.</summary>
    private readonly ConcurrentDictionary<IActorRef, AkkaMailbox> _stranded = new();

    private readonly StrandedLetters _letters;
    private int _isDisposed;

    /// <param name="system">Where the workers live.</param>
    /// <param name="ownsSystem">Whether it ends with this engine; else with whoever made it.</param>
    public AkkaEngine(ActorSystem system, bool ownsSystem)
    {
        System = (ExtendedActorSystem)system;
        _ownsSystem = ownsSystem;
        System.Settings.InjectTopLevelFallback(AkkaDefaults.Config);
        HandedDispatcher.Register(System);
        _hasOwnDispatcher = WorkersDispatcher.TryRegister(System);
        Supervision = SupervisorStrategyConfigurator.CreateConfigurator(System.Settings.SupervisorStrategyClass).Create();
        _guardians = new Guardians(System, Supervision);
        _eventStream = new AkkaEventStream(System);
        _letters = new StrandedLetters(System, _stranded);
        StopWorkers = () => !OrderlyShutdown.IsProcessEnding && Workers is { } workers ? workers.StopAsync() : Task.CompletedTask;
        OrderlyShutdown.Arrange(this, System);
    }

    public string Name => nameof(WorkerEngine.AkkaNet);

    // Who has brought the actor system may have brought its scheduler, too: a test's, for one.
    public TimeProvider? Clock => _ownsSystem ? null : new AkkaClock(System);

    public ExtendedActorSystem System { get; }

    /// <summary>Whether the actor system ends with the engine; else with whoever made it.</summary>
    public bool OwnsSystem => _ownsSystem;

    /// <summary>What is done about an actor of a worker that Akka made fail: what the configuration says for the actors below <c>/user</c>.
    /// </summary>
    public SupervisorStrategy Supervision { get; }

    public IEventStream EventStream => _eventStream;

    /// <summary>The workers' own system; null before its main worker was made.</summary>
    public WorkerSystem? Workers { get; private set; }

    /// <summary>Ends the program on SIGTERM; null where a host does that, or whoever made the actor system.</summary>
    public TerminationSignal? Signal { get; set; }

    /// <summary>How the workers are stopped before the actor system is.</summary>
    public Func<Task> StopWorkers { get; set; }

    public IMailbox Open(IFlow flow, WorkerDispatcher dispatcher, IMailbox? parent)
    {
        if (flow is not WorkerFlow)
        {
            throw new NotSupportedException(
                "A virtual clock watches the embedded engine only. In an actor system, give the workers its own clock, 'new AkkaClock(actorSystem)', " +
                "and let the actor system have Akka's TestScheduler.");
        }

        AkkaMailbox place = dispatcher.Kind switch
        {
            DispatcherKind.Main or DispatcherKind.Polled => new PolledMailbox(this, flow, alsoPool: dispatcher.Kind == DispatcherKind.Main),
            DispatcherKind.Named when !System.Dispatchers.HasDispatcher(dispatcher.Name) => throw new ArgumentException(
                $"The actor system '{System.Name}' has no dispatcher '{dispatcher.Name}': name one that its configuration has."),
            _ => new AkkaMailbox(this, flow),
        };
        place.Parent = (AkkaMailbox?)parent;
        Workers ??= place.Owner.System;
        return place;
    }

    public void Start(IMailbox mailbox, WorkerDispatcher dispatcher)
    {
        var place = (AkkaMailbox)mailbox;
        var props = WorkerProps.Of(place, _hasOwnDispatcher && dispatcher.Kind == DispatcherKind.ThreadPool);
        switch (dispatcher.Kind)
        {
            case DispatcherKind.DedicatedThread:
                Begin(place, props.WithDispatcher(AkkaDefaults.PinnedDispatcher));
                break;
            case DispatcherKind.Named:
                Begin(place, props.WithDispatcher(dispatcher.Name));
                break;
            case DispatcherKind.Context:
                Begin(place, props, new ContextExecutor(dispatcher.Context!, place.Flow));
                break;
            case DispatcherKind.Main or DispatcherKind.Polled:
                Begin(place, props, new PolledExecutor((PolledMailbox)place));
                break;
            case DispatcherKind.CallingThread:
                var executor = new CallingThreadExecutor();
                Begin(place, props, executor);
                executor.Serve(place);
                break;
            default:
                Begin(place, props);
                break;
        }
    }

    public bool TryEnter(IMailbox mailbox) => ((AkkaMailbox)mailbox).TryEnter();

    public void LetPool(IMailbox mailbox) => (mailbox as PolledMailbox)?.LetPool();

    public async ValueTask StopAsync(TimeSpan timeout)
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return;
        Signal?.Dispose();
        var end = _ownsSystem ? System.Terminate() : _guardians.StopAsync();
        try
        {
            await end.WaitAsync(timeout).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The workers that hold it up have been named. Their actors go on until their code ends.
            System.Log.Log(Akka.Event.LogLevel.WarningLevel, null, $"The actors of the workers did not stop within {timeout}.");
        }

        _eventStream.End();
        _letters.EndWhenEmpty();
    }

    /// <summary>The run goes on without its actor: what was told to that is to come after it.</summary>
    public void Remember(AkkaMailbox place)
    {
        if (place.Ref is { } actor) _stranded[actor] = place;
    }

    /// <summary>Such a run has ended.</summary>
    public void Forget(AkkaMailbox place)
    {
        if (place.Ref is { } actor) _stranded.TryRemove(actor, out _);
        if (Volatile.Read(ref _isDisposed) != 0) _letters.EndWhenEmpty();
    }

    private void Begin(AkkaMailbox place, Props props) => Begin(place, () => _guardians.TryMake(place, props));

    private void Begin(AkkaMailbox place, Props props, ExecutorService executor) =>
        Begin(place, () => HandedDispatcher.Make(executor, props, props => _guardians.TryMake(place, props)));

    private static void Begin(AkkaMailbox place, Func<IActorRef?> make)
    {
        // Whoever starts one worker is likely to start others.
        var next = NextTurn.OfThisThread;
        var outer = next.BeginMany();
        place.Begin(make);
        next.LeaveTurn(outer);
        if (place is { Owner.IsDaemon: true, Parent: { } parent }) parent.WatchDaemon(place);
    }
}
