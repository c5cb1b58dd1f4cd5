using Microsoft.Extensions.Logging;

namespace Actors;

/// <summary>How a <see cref="WorkerSystem"/> is made.</summary>
public sealed class WorkerSystemOptions
{
    internal static readonly WorkerSystemOptions Default = new();

    /// <summary>Where the workers live.</summary>
    /// <value>Null, the default: <see cref="WorkerEngine.AkkaNet"/>, or the engine that a virtual clock brings.</value>
    public WorkerEngine? Engine { get; init; }

    /// <summary>The clock of every wait and timer (spec W6).</summary>
    /// <value>Null, the default: the scheduler of the application's actor system where the workers live in one, else
    /// <see cref="TimeProvider.System"/>.</value>
    public TimeProvider? TimeProvider { get; init; }

    /// <summary>Where failures and warnings are logged.</summary>
    /// <value>Null, the default: warnings and errors go to standard error.</value>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>Where the main worker's listeners run (spec M).</summary>
    /// <value>
    /// <see cref="WorkerDispatcher.ThreadPool"/>, the default: at the waits of the main flow, and in <see cref="WorkerSystem.Update()"/>.
    /// <see cref="WorkerDispatcher.Polled"/>: in <see cref="WorkerSystem.Update()"/> only, on the thread that calls it.
    /// <see cref="WorkerDispatcher.For"/>: on a UI thread, without polling.
    /// </value>
    public WorkerDispatcher MainDispatcher { get; init; } = WorkerDispatcher.ThreadPool;

    /// <summary>How many events the main worker's mailbox holds, and what happens to one that finds it full (spec E10).</summary>
    /// <value>Without limit by default.</value>
    public MailboxOptions MainMailbox { get; init; } = MailboxOptions.Unbounded;

    /// <summary>How long disposing the system waits for its workers; then those that did not stop are logged by name (spec C6).</summary>
    /// <value>More than zero; 30 seconds by default.</value>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one piece of a worker's code, from one wait to the next, may run before a warning names it, while it still
    /// runs. In real time.</summary>
    /// <value>More than zero; <see cref="Timeout.InfiniteTimeSpan"/> for no warning; 5 seconds by default. It does not count for workers on
    /// <see cref="WorkerDispatcher.DedicatedThread"/>, which are for code that blocks, nor for a main worker that is neither polled nor
    /// on a context: <see cref="WorkerOptions.SlowAfter"/> is for single workers.</value>
    public TimeSpan SlowAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The same for workers whose thread has a user interface to serve: on a <see cref="SynchronizationContext"/>, or
    /// polled.</summary>
    /// <value>More than zero; <see cref="Timeout.InfiniteTimeSpan"/> for no warning; 500 milliseconds by default: people see by then that
    /// a program hangs, and a busy machine does not yet make it look so.</value>
    public TimeSpan UiSlowAfter { get; init; } = TimeSpan.FromMilliseconds(500);

    internal static void ValidateSlow(TimeSpan time, string name)
    {
        if (time <= TimeSpan.Zero && time != Timeout.InfiniteTimeSpan) throw new ArgumentOutOfRangeException(name, time, $"{name} must be more than zero.");
    }

    internal void Validate()
    {
        ValidateSlow(SlowAfter, nameof(SlowAfter));
        ValidateSlow(UiSlowAfter, nameof(UiSlowAfter));
        if (ShutdownTimeout <= TimeSpan.Zero && ShutdownTimeout != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(nameof(ShutdownTimeout), ShutdownTimeout, "The shutdown timeout must be more than zero.");
        }

        if (MainDispatcher.Kind is DispatcherKind.DedicatedThread or DispatcherKind.CallingThread)
        {
            throw new ArgumentException("The main worker has its thread already: choose ThreadPool, Polled, or a SynchronizationContext.");
        }
    }
}
