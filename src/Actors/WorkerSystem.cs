using Microsoft.Extensions.Logging;

namespace Actors;

/// <summary>A tree of workers with its clock, its log and its engine.</summary>
/// <remarks>Making one names the calling flow the main flow, unless it runs in a worker: <see cref="Worker.Current"/> is
/// <see cref="Main"/> there (spec F5). Disposing it stops every worker (spec C6). Its members may be called from any thread.</remarks>
public sealed partial class WorkerSystem : IAsyncDisposable
{
    private static readonly Lazy<WorkerSystem> LazyDefault = new(static () =>
    {
        WorkerSystem? system = null;
        Ambient.RunOutside(() => system = new WorkerSystem());
        return system!;
    });

    private readonly WorkerSystemOptions _options;
    private readonly ILoggerFactory _loggerFactory;
    private long _lastId;
    private readonly EventLosses _losses = new();

    /// <summary>Makes a system on Akka.NET, in an actor system of its own, or on the engine that the options or their clock choose.</summary>
    /// <param name="options">Engine, clock, log, main worker; sensible ones by default.</param>
    /// <exception cref="ArgumentException">An option has a value that it cannot have.</exception>
    public WorkerSystem(WorkerSystemOptions? options = null)
        : this(EngineChoice.Create(options ?? WorkerSystemOptions.Default), options)
    {
    }

    internal WorkerSystem(IWorkerEngine engine, WorkerSystemOptions? options)
    {
        _options = options ?? WorkerSystemOptions.Default;
        _options.Validate();
        TimeProvider = _options.TimeProvider ?? engine.Clock ?? TimeProvider.System;
        Engine = TimeProvider is IWatchingClock clock ? clock.Watch(engine) : engine;
        _loggerFactory = _options.LoggerFactory ?? StandardErrorLogger.Factory;
        Logger = new GuardedLogger(_loggerFactory.CreateLogger("Actors"));
        Deadlines = new DeadlineQueue(TimeProvider, Logger);
        DeadLetters = new DeadLetters(this);

        var isPooled = _options.MainDispatcher.Kind == DispatcherKind.ThreadPool;
        Main = new Worker(this, null, new WorkerOptions { Name = "main", IsDaemon = false, Mailbox = _options.MainMailbox }, null, 0)
        {
            Dispatcher = isPooled ? WorkerDispatcher.Main : _options.MainDispatcher,
        };
        Main.Start();
        if (Worker.TryGetCurrent() is null) Ambient.Frame = Main.Flow!.Root;
    }

    /// <summary>The system of code that has none: of waits and workers on flows outside every worker (spec W5). Made at its first use,
    /// and never stopped by the library.</summary>
    public static WorkerSystem Default => LazyDefault.Value;

    /// <summary>The current worker's system, or the default one.</summary>
    internal static WorkerSystem Current => Worker.TryGetCurrent()?.System ?? Default;

    /// <summary>The worker of the main flow: its listeners hear what is fired at the main program (spec M).</summary>
    public Worker Main { get; }

    /// <summary>The clock of every wait and timer (spec W6).</summary>
    public TimeProvider TimeProvider { get; }

    /// <summary>Events that found their worker not running (spec E8).</summary>
    public DeadLetters DeadLetters { get; }

    /// <summary>How many events the full mailboxes of all its workers have dropped (spec E10).</summary>
    /// <value>Events; see <see cref="Worker.DroppedEvents"/> for those of one worker.</value>
    public long DroppedEvents => _losses.Dropped;

    /// <summary>How many events that were fired as the latest have been replaced by later ones, at all of its workers (spec E10).</summary>
    /// <value>Events; see <see cref="Worker.ConflatedEvents"/> for those of one worker.</value>
    public long ConflatedEvents => _losses.Conflated;

    /// <summary>The running workers that have no parent, without <see cref="Main"/>, in the order of their starts.</summary>
    public IReadOnlyList<Worker> Workers =>
        [.. Roots.ToArray().Cast<Worker>().Where(worker => worker != Main)];

    internal IWorkerEngine Engine { get; }

    internal DeadlineQueue Deadlines { get; }

    internal ILogger Logger { get; }

    /// <summary>From 0 up to 1, for jitter; a simulation puts its own here.</summary>
    internal Func<double> NextRandom { get; set; } = Random.Shared.NextDouble;

    internal Family Roots { get; } = new();

    /// <summary>Held while a worker becomes another's child after its start.</summary>
    internal Lock AdoptionGate { get; } = new();

    /// <summary>Held while somebody looks for workers that wait for one another.</summary>
    internal Lock WaitRingGate { get; } = new();

    /// <summary>Makes a worker that is not started.</summary>
    /// <param name="body">Its code; without a body it waits for ever and serves its listeners (spec L3).</param>
    /// <param name="options">Name, parent, daemon, thread.</param>
    /// <exception cref="ArgumentException">An option has a value that it cannot have.</exception>
    public Worker Create(Func<Task>? body = null, WorkerOptions? options = null) => New(Body.From(body), options);

    /// <summary>Makes a worker with a result that is not started; see <see cref="Create(Func{Task}?, WorkerOptions?)"/>.</summary>
    /// <param name="body">Its code; what it returns is the run's <see cref="WorkerResult.Value"/>.</param>
    /// <param name="options">Name, parent, daemon, thread.</param>
    public Worker Create<TResult>(Func<Task<TResult>> body, WorkerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        return New(Body.From(body), options);
    }

    /// <summary>Makes a worker whose body takes the argument of <see cref="Worker.Start"/>.</summary>
    /// <param name="body">Its code; its argument is what the run is started with.</param>
    /// <param name="options">Name, parent, daemon, thread.</param>
    public Worker Create<TArgument>(Func<TArgument, Task> body, WorkerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        return New(Body.FromArgument(body), options);
    }

    /// <summary>Makes a worker without a body and starts it: it waits for ever and serves its listeners (spec L3).</summary>
    /// <param name="options">Name, parent, daemon, thread.</param>
    public Worker Start(WorkerOptions? options = null) => Create(null, options).Start();

    /// <summary>Makes a worker and starts it.</summary>
    /// <param name="body">Its code.</param>
    /// <param name="options">Name, parent, daemon, thread.</param>
    /// <exception cref="ObjectDisposedException">The system has been stopped.</exception>
    public Worker Start(Func<Task> body, WorkerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Create(body, options).Start();
    }

    /// <summary>Makes a worker with a result and starts it.</summary>
    /// <param name="body">Its code; what it returns is the run's <see cref="WorkerResult.Value"/>.</param>
    /// <param name="options">Name, parent, daemon, thread.</param>
    public Worker Start<TResult>(Func<Task<TResult>> body, WorkerOptions? options = null) => Create(body, options).Start();

    /// <summary>Runs a worker on the calling thread until it ends (spec M3).</summary>
    /// <param name="body">Its code: every piece of it runs on this thread.</param>
    /// <param name="options">Name, parent, daemon; the thread is this one.</param>
    /// <returns>How the run ended.</returns>
    /// <exception cref="InvalidOperationException">The thread is in a worker's turn already, whose loop would stand still.</exception>
    public WorkerResult RunOnCurrentThread(Func<Task> body, WorkerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (Worker.CurrentFrame is { Flow: { IsInTurn: true } flow })
        {
            throw new InvalidOperationException(
                $"RunOnCurrentThread would block the loop of worker '{flow.Path}'. Start a child instead, and 'await Wait(child)'.");
        }

        var worker = Create(body, options);
        worker.Dispatcher = WorkerDispatcher.CallingThread;
        worker.Start();
        return worker.Completion.GetAwaiter().GetResult();
    }

    internal TimeSpan SlowAfterOn(WorkerDispatcher dispatcher) => dispatcher.Kind switch
    {
        DispatcherKind.DedicatedThread or DispatcherKind.Main => Timeout.InfiniteTimeSpan,
        DispatcherKind.Context or DispatcherKind.Polled => _options.UiSlowAfter,
        _ => _options.SlowAfter,
    };

    internal void CountDroppedEvent() => _losses.CountDropped();

    internal void CountConflatedEvent() => _losses.CountConflated();

    private Worker New(Body? body, WorkerOptions? options)
    {
        options ??= WorkerOptions.Default;
        var parent = options.Parent.Worker;
        if (parent is null && !options.Parent.IsNone && Worker.TryGetCurrent() is { IsMain: false } current && current.System == this)
        {
            parent = current;
        }

        if (parent is not null && parent.System != this)
        {
            throw new ArgumentException($"Worker '{parent.Path}' belongs to another system: a child lives in its parent's system.");
        }

        return New(body, options, parent);
    }

    internal Worker New(Body? body, WorkerOptions options, Worker? parent) => new(this, body, options, parent, Interlocked.Increment(ref _lastId));
}
