namespace Actors;

/// <summary>Says on which thread a worker's code runs.</summary>
/// <remarks>Whatever the choice, the pieces of one worker's code never overlap (spec F1). All but <see cref="ThreadPool"/> give
/// thread affinity: every piece of the flow runs on that thread, after foreign awaits too (spec F6).</remarks>
public sealed class WorkerDispatcher
{
    private WorkerDispatcher(DispatcherKind kind, SynchronizationContext? context = null, string? name = null)
    {
        Kind = kind;
        Context = context;
        Name = name;
    }

    /// <summary>The thread pool, a turn at a time; a parked worker holds no thread. The default.</summary>
    public static WorkerDispatcher ThreadPool { get; } = new(DispatcherKind.ThreadPool);

    /// <summary>A thread of its own for each run, for blocking code.</summary>
    public static WorkerDispatcher DedicatedThread { get; } = new(DispatcherKind.DedicatedThread);

    /// <summary>The thread that calls <see cref="WorkerSystem.Update()"/>, in those calls only. For the main worker.</summary>
    public static WorkerDispatcher Polled { get; } = new(DispatcherKind.Polled);

    /// <summary>The thread behind a <see cref="SynchronizationContext"/>, such as a UI thread.</summary>
    /// <param name="context">Where turns are posted.</param>
    /// <exception cref="ArgumentNullException"><paramref name="context"/> is null.</exception>
    public static WorkerDispatcher For(SynchronizationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new WorkerDispatcher(DispatcherKind.Context, context);
    }

    /// <summary>The calling thread, until the run ends.</summary>
    internal static WorkerDispatcher CallingThread { get; } = new(DispatcherKind.CallingThread);

    /// <summary>The main worker's default: the thread pool, unless <see cref="WorkerSystem.Update()"/> takes the turn first.</summary>
    internal static WorkerDispatcher Main { get; } = new(DispatcherKind.Main);

    /// <summary>A dispatcher that the engine knows by a name. Not every engine does.</summary>
    internal static WorkerDispatcher Named(string name) => new(DispatcherKind.Named, name: name);

    internal DispatcherKind Kind { get; }

    /// <summary>The name of <see cref="DispatcherKind.Named"/>; else null.</summary>
    internal string? Name { get; }

    internal SynchronizationContext? Context { get; }

    /// <inheritdoc/>
    public override string ToString() => Name ?? Kind.ToString();
}

/// <summary>The kinds of <see cref="WorkerDispatcher"/>.</summary>
internal enum DispatcherKind : byte
{
    ThreadPool,
    DedicatedThread,
    CallingThread,
    Context,
    Polled,
    Main,
    Named,
}
