namespace Actors;

/// <summary>How a worker is made.</summary>
public sealed class WorkerOptions
{
    internal static readonly WorkerOptions Default = new();

    /// <summary>The last part of its path.</summary>
    /// <value>Not empty, without <c>/</c>; <c>worker-</c> and a number by default.</value>
    public string? Name { get; init; }

    /// <summary>Whose child it is (spec C1).</summary>
    /// <value>The current worker by default.</value>
    public WorkerParent Parent { get; init; }

    /// <summary>Whether its parent's end, and the system's, does not wait for it (spec C2).</summary>
    /// <value>Null, the default: as its parent; false without a parent.</value>
    public bool? IsDaemon { get; init; }

    /// <summary>Whether a failure of its body is logged (spec L10).</summary>
    /// <value>True by default.</value>
    public bool LogFailures { get; init; } = true;

    /// <summary>On which thread its code runs.</summary>
    /// <value><see cref="WorkerDispatcher.ThreadPool"/> by default.</value>
    public WorkerDispatcher Dispatcher { get; init; } = WorkerDispatcher.ThreadPool;

    /// <summary>How many events its mailbox holds, and what happens to one that finds it full (spec E10).</summary>
    /// <value>Without limit by default.</value>
    public MailboxOptions Mailbox { get; init; } = MailboxOptions.Unbounded;

    /// <summary>How long one piece of its code, from one wait to the next, may run before a warning names it, while it still runs. The
    /// warning comes again each time that has doubled. In real time, whatever the system's clock. With a limit of its own, and on the
    /// thread of a user interface, the event is named too.</summary>
    /// <value>More than zero; <see cref="Timeout.InfiniteTimeSpan"/> for no warning. Null, the default: as the system's options say.</value>
    public TimeSpan? SlowAfter { get; init; }

    /// <summary>Whether its body starts again after it ended (spec L11).</summary>
    /// <value>Null, the default: it does not. <see cref="RestartPolicy.OnFailure"/> has the usual numbers.</value>
    public RestartPolicy? Restart { get; init; }

    /// <summary>What it does when a child of it fails (spec C7).</summary>
    /// <value>Null, the default: nothing but the events about it. <see cref="SupervisionPolicy.RestartChild"/> has the usual numbers.</value>
    public SupervisionPolicy? Supervision { get; init; }

    /// <summary>Whether a failure that nobody asks for is logged when the worker is garbage: for functions whose failure is thrown by
    /// <see cref="Async.Get"/>.</summary>
    internal bool ReportsUnseenFailure { get; init; }

    internal void Validate(Body? body)
    {
        ArgumentNullException.ThrowIfNull(Mailbox);
        Mailbox.Validate();
        if (Name is not null && (string.IsNullOrWhiteSpace(Name) || Name.Contains('/', StringComparison.Ordinal)))
        {
            throw new ArgumentException($"'{Name}' is no name for a worker: it must not be blank, nor contain '/'.");
        }

        if (Dispatcher.Kind == DispatcherKind.Polled)
        {
            throw new ArgumentException(
                "WorkerDispatcher.Polled is for the main worker (WorkerSystemOptions.MainDispatcher): nobody would poll another one.");
        }

        if (Restart is not null && body is null)
        {
            throw new ArgumentException("A worker without a body has nothing to start again: leave WorkerOptions.Restart away.");
        }

        if (SlowAfter is { } slow) WorkerSystemOptions.ValidateSlow(slow, nameof(SlowAfter));
        Restart?.Validate();
        Supervision?.Validate();
    }
}
