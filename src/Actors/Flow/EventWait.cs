using System.Threading.Tasks.Sources;

namespace Actors.Flow;

/// <summary>A wait that an event ends.</summary>
internal class EventWait : Wait, IValueTaskSource<Event?>
{
    private string? _name;
    private IEventTarget? _target;
    private Func<Event, bool>? _condition;
    private Event? _event;

    protected EventWait()
        : base(takesEvents: true)
    {
    }

    public override string Description
    {
        get
        {
            var what = _name is { } name ? $"WaitEvent({name}{(_target is { } target ? $" from {target.Path}" : "")}" : "WaitUntil(condition";
            return Timeout == System.Threading.Timeout.InfiniteTimeSpan ? what + ")" : $"{what}, at most {Timeout})";
        }
    }

    public override bool NeedsEvents => true;

    public override bool HasCondition => _condition is not null;

    public static ValueTask<Event?> Start(Frame frame, string? name, IEventTarget? target, Func<Event, bool>? condition, TimeSpan timeout)
    {
        var wait = Take(frame) ?? new EventWait();
        wait.Prepare(frame, name, target, condition, timeout);
        return new ValueTask<Event?>(wait, wait.Version);
    }

    public override bool TryAccept(Event e)
    {
        if (_name is { } name && (object)name != e.Name && name != e.Name) return false;
        if (_target is { } target && !ReferenceEquals(target, e.Target)) return false;
        if (_condition is { } condition && !condition(e)) return false;
        _event = Read(e);
        return true;
    }

    Event? IValueTaskSource<Event?>.GetResult(short token) => TakeEvent(token);

    protected void Prepare(Frame frame, string? name, IEventTarget? target, Func<Event, bool>? condition, TimeSpan timeout)
    {
        // A loop asks for the same again and again: what stands there already is not written again.
        if ((object?)_name != name) _name = name;
        if (_target != target) _target = target;
        if (_condition != condition) _condition = condition;
        Prepare(frame, timeout);
    }

    /// <summary>The form in which the awaiting code gets the event.</summary>
    protected virtual Event Read(Event e) => e;

    protected Event? TakeEvent(short token)
    {
        TakeResult(token);
        var e = _event;
        _event = null;
        if (TryReset()) GiveBack();
        return e;
    }

    protected virtual void GiveBack()
    {
        if (Frame.SpareEvent != this) Frame.SpareEvent = this;
    }

    private static EventWait? Take(Frame frame) =>
        frame.SpareEvent is { IsFree: true } spare && frame.Flow.IsInTurn ? spare : null;
}

/// <summary>A wait that an event ends whose data has a type.</summary>
internal sealed class EventWait<T> : EventWait, IValueTaskSource<Event<T>?>
{
    public static ValueTask<Event<T>?> Start(Frame frame, string name, IEventTarget? target, TimeSpan timeout)
    {
        var wait = frame.SpareTypedEvent is EventWait<T> { IsFree: true } spare && frame.Flow.IsInTurn ? spare : new EventWait<T>();
        wait.Prepare(frame, name, target, null, timeout);
        return new ValueTask<Event<T>?>(wait, wait.Version);
    }

    Event<T>? IValueTaskSource<Event<T>?>.GetResult(short token) => (Event<T>?)TakeEvent(token);

    public override bool HasCondition => true;

    protected override Event Read(Event e) => Event<T>.Of(e);

    protected override void GiveBack()
    {
        if (Frame.SpareTypedEvent != this) Frame.SpareTypedEvent = this;
    }
}
