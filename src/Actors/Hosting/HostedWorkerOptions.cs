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
}
