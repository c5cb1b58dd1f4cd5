using System.Diagnostics.CodeAnalysis;

namespace Actors;

/// <summary>The shortcuts of worker code: <c>using static Actors.CurrentWorker;</c>.</summary>
/// <remarks>
/// Each acts on <see cref="Worker.Current"/>. Every wait enters the worker's event loop: events are processed there, and it throws
/// <see cref="WorkerExit"/> once the worker is told to stop (spec L4). A wait that belongs to no worker makes a worker for itself in
/// <see cref="WorkerSystem.Default"/> (spec W5). Await each wait once, where it is made.
/// </remarks>
public static partial class CurrentWorker
{
    /// <summary>The worker in whose flow this code runs (spec F5).</summary>
    /// <exception cref="InvalidOperationException">The code runs outside every worker.</exception>
    public static Worker Current => Worker.Current;

    /// <summary>Whether this code runs on a main flow (spec M4).</summary>
    public static bool IsMain => Worker.TryGetCurrent() is { IsMain: true };

    /// <summary>Cancelled as soon as the current worker is told to stop, for what it awaits outside this library (spec L4).</summary>
    public static CancellationToken Stopping => Worker.Current.Stopping;

    /// <summary>Leaves the current worker (spec L5).</summary>
    /// <exception cref="WorkerExit">Always.</exception>
    [DoesNotReturn]
    public static void Exit() => throw new WorkerExit("The worker left by Exit().");

    /// <summary>Makes and starts a child of the current worker (spec C1); a root worker on the main flow.</summary>
    /// <param name="body">Its code.</param>
    /// <param name="options">Name, parent, daemon, thread.</param>
    public static Worker Start(Func<Task> body, WorkerOptions? options = null) => WorkerSystem.Current.Start(body, options);

    /// <summary>Makes and starts a child with a result; see <see cref="Start(Func{Task}, WorkerOptions?)"/>.</summary>
    /// <param name="body">Its code; what it returns is the run's <see cref="WorkerResult.Value"/>.</param>
    /// <param name="options">Name, parent, daemon, thread.</param>
    public static Worker Start<TResult>(Func<Task<TResult>> body, WorkerOptions? options = null) => WorkerSystem.Current.Start(body, options);

    /// <summary>Registers a listener of the current worker for this run (spec E4).</summary>
    /// <param name="name">The events that it hears.</param>
    /// <param name="callback">Runs to its end at once; it cannot wait (spec F7).</param>
    /// <param name="options">Sender, priority, once; <c>Permanent</c> is false unless it is set.</param>
    public static Listener Listen(string name, Action<Event> callback, ListenerOptions? options = null) =>
        Worker.Current.Listen(name, callback, ListenerOptions.ForThisRun(options));

    /// <summary>Registers a listener of the current worker for this run; it may wait (spec E4, F7).</summary>
    /// <param name="name">The events that it hears.</param>
    /// <param name="callback">Its waits are nested loops.</param>
    /// <param name="options">Sender, priority, once; <c>Permanent</c> is false unless it is set.</param>
    public static Listener Listen(string name, Func<Event, Task> callback, ListenerOptions? options = null) =>
        Worker.Current.Listen(name, callback, ListenerOptions.ForThisRun(options));

    /// <summary>Registers a listener of the current worker for typed data, for this run (spec E2, E4).</summary>
    /// <param name="name">The events that it hears.</param>
    /// <param name="callback">Runs to its end at once; it cannot wait (spec F7).</param>
    /// <param name="options">Sender, priority, once; <c>Permanent</c> is false unless it is set.</param>
    public static Listener Listen<T>(EventName<T> name, Action<Event<T>> callback, ListenerOptions? options = null) =>
        Worker.Current.Listen(name, callback, ListenerOptions.ForThisRun(options));

    /// <summary>Registers a listener of the current worker for typed data, for this run; it may wait (spec E2, E4, F7).</summary>
    /// <param name="name">The events that it hears.</param>
    /// <param name="callback">Its waits are nested loops.</param>
    /// <param name="options">Sender, priority, once; <c>Permanent</c> is false unless it is set.</param>
    public static Listener Listen<T>(EventName<T> name, Func<Event<T>, Task> callback, ListenerOptions? options = null) =>
        Worker.Current.Listen(name, callback, ListenerOptions.ForThisRun(options));

    /// <summary>Removes a listener of the current worker (spec E9).</summary>
    /// <param name="listener">What <c>Listen</c> returned.</param>
    public static void Unlisten(Listener listener) => Worker.Current.Unlisten(listener);

    /// <summary>Runs code in the current worker's loop, behind what is queued (spec W3).</summary>
    /// <param name="callback">It cannot wait.</param>
    public static void Later(Action callback) => Worker.Current.Later(callback);

    /// <summary>Runs code that may wait in the current worker's loop, behind what is queued (spec W3).</summary>
    /// <param name="callback">Its waits are nested loops.</param>
    public static void Later(Func<Task> callback) => Worker.Current.Later(callback);

    /// <summary>Runs code in the current worker's loop, once the delay is over (spec W3).</summary>
    /// <param name="callback">It cannot wait.</param>
    /// <param name="delay">Zero or more.</param>
    public static LaterHandle Later(Action callback, TimeSpan delay) => Worker.Current.Later(callback, delay);

    /// <summary>Runs code that may wait in the current worker's loop, once the delay is over (spec W3).</summary>
    /// <param name="callback">Its waits are nested loops.</param>
    /// <param name="delay">Zero or more.</param>
    public static LaterHandle Later(Func<Task> callback, TimeSpan delay) => Worker.Current.Later(callback, delay);

    /// <summary>Hands an event to the current worker's parent, its parent, and so on (spec E6).</summary>
    /// <param name="name">The event's name.</param>
    /// <param name="data">What it carries.</param>
    public static void Bubble(string name, object? data = null) => Worker.Current.Bubble(name, data);

    /// <summary>Hands an event to the current worker's children, theirs, and so on (spec E6).</summary>
    /// <param name="name">The event's name.</param>
    /// <param name="data">What it carries.</param>
    public static void Broadcast(string name, object? data = null) => Worker.Current.Broadcast(name, data);
}
