namespace Actors.Events;

/// <summary>What the library does on an event besides calling its listeners.</summary>
internal enum ControlKind : byte
{
    None,
    Stop,
    Pause,
    Resume,

    /// <summary>A child started or ended, and the worker supervises.</summary>
    Child,
}

/// <summary>STOP_THREAD, PAUSE_THREAD or RESUME_THREAD.</summary>
internal sealed class ControlEvent : Event
{
    public ControlEvent(ControlKind kind, IEventTarget? target)
        : base(NameOf(kind), null, target, Direction.None) => Control = kind;

    private static string NameOf(ControlKind kind) => kind switch
    {
        ControlKind.Stop => WorkerEvents.Stop,
        ControlKind.Pause => WorkerEvents.Pause,
        _ => WorkerEvents.Resume,
    };
}
