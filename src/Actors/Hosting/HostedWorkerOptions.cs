namespace Actors;

/// <summary>How one worker of a host is run.</summary>
public sealed class HostedWorkerOptions
{
    internal static readonly HostedWorkerOptions Default = new();

    /// <summary>What the host does when a run of the worker fails.</summary>
    /// <value><see cref="Actors.OnFault.StopHost"/> by default.</value>
    public OnFault OnFault { get; init; } = OnFault.StopHost;

    /// <summary>On which thread the worker's code runs.</summary>
    /// <value><see cref="WorkerDispatcher.ThreadPool"/> by default.</value>
    public WorkerDispatcher Dispatcher { get; init; } = WorkerDispatcher.ThreadPool;

    /// <summary>Whether its body starts again after it ended, each time with a scope and an instance of its own (spec L11).</summary>
    /// <value>Null, the default: it does not. Only when its limit is used up, <see cref="OnFault"/> comes into play.</value>
    public RestartPolicy? Restart { get; init; }

    /// <summary>What it does when a child of it fails (spec C7).</summary>
    /// <value>Null, the default: nothing but the events about it.</value>
    public SupervisionPolicy? Supervision { get; init; }

    /// <summary>How many events its mailbox holds, and what happens to one that finds it full (spec E10).</summary>
    /// <value>Without limit by default.</value>
    public MailboxOptions Mailbox { get; init; } = MailboxOptions.Unbounded;

    /// <summary>The options of the worker itself.</summary>
    internal WorkerOptions Of(string name) => new()
    {
        Name = name,
        Parent = WorkerParent.None,
        Dispatcher = Dispatcher,
        Restart = Restart,
        Supervision = Supervision,
        Mailbox = Mailbox,
    };
}
