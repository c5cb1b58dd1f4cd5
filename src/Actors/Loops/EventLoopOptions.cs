namespace Actors;

/// <summary>How an <see cref="EventLoop"/> of its own is made.</summary>
public sealed class EventLoopOptions
{
    /// <summary>The system of its worker: clock, log, engine.</summary>
    /// <value>Null, the default: the current worker's system, or <see cref="WorkerSystem.Default"/>.</value>
    public WorkerSystem? System { get; init; }

    /// <summary>The name of its worker.</summary>
    /// <value>Not empty, without <c>/</c>; <c>loop</c> by default.</value>
    public string Name { get; init; } = "loop";
}
