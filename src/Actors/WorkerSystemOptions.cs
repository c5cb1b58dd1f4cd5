using Microsoft.Extensions.Logging;

namespace Actors;

/// <summary>How a <see cref="WorkerSystem"/> is made.</summary>
public sealed class WorkerSystemOptions
{
    /// <summary>The clock of every wait and timer (spec W6).</summary>
    /// <value><see cref="TimeProvider.System"/> by default.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

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

    /// <summary>How long disposing the system waits for its workers; then those that did not stop are logged by name (spec C6).</summary>
    /// <value>More than zero; 30 seconds by default.</value>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(30);

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(TimeProvider);
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
