namespace Actors;

/// <summary>How a listener is called, and how long it stays.</summary>
public sealed class ListenerOptions
{
    internal static readonly ListenerOptions Lasting = new();
    internal static readonly ListenerOptions ThisRun = new() { Permanent = false };

    /// <summary>The only sender to hear.</summary>
    /// <value>Null, the default, for all (spec E4).</value>
    public IEventTarget? Target { get; init; }

    /// <summary>Higher is called first; equal ones in order of registration (spec E3).</summary>
    /// <value>Any integer; 0 by default. The library's own part of <see cref="WorkerEvents.Stop"/> has -100.</value>
    public int Priority { get; init; }

    /// <summary>Removes the listener after its first call, also when it threw (spec E4).</summary>
    /// <value>False by default.</value>
    public bool Once { get; init; }

    /// <summary>Keeps the listener when the run ends (spec E4).</summary>
    /// <value>Null, the default: true for <c>worker.Listen</c>, false for the shortcuts of <see cref="CurrentWorker"/>.</value>
    public bool? Permanent { get; init; }

    /// <summary>The same, but for one run unless it says otherwise.</summary>
    internal static ListenerOptions ForThisRun(ListenerOptions? options) => options switch
    {
        null => ThisRun,
        { Permanent: not null } => options,
        _ => new() { Target = options.Target, Priority = options.Priority, Once = options.Once, Permanent = false },
    };
}
