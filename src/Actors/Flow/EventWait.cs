using System.Threading.Tasks.Sources;

namespace Actors.Flow;

/// <summary>A wait that an event ends.</summary>
internal sealed class EventWait<TEvent> : Wait, IValueTaskSource<TEvent?>
    where TEvent : Event
{
    private string? _name;
    private IEventTarget? _target;
    private Func<Event, bool>? _condition;
    private Func<Event, TEvent>? _convert;
    private TEvent? _event;

    public override string Description
    {
        get
        {
            var what = _name is { } name ? $"WaitEvent({name}{(_target is { } target ? $" from {target.Path}" : "")}" : "WaitUntil(";
            return Timeout == System.Threading.Timeout.InfiniteTimeSpan ? what + ")" : $"{what}, at most {Timeout})";
        }
    }

    public override bool NeedsEvents => true;

    public static ValueTask<TEvent?> Start(
        Frame frame, string? name, IEventTarget? target, Func<Event, bool>? condition, Func<Event, TEvent> convert, TimeSpan timeout)
    {
        var wait = frame.Flow.IsInTurn && frame.SpareEvent is EventWait<TEvent> spare ? spare : new EventWait<TEvent>();
        frame.SpareEvent = null;
        wait._name = name;
        wait._target = target;
        wait._condition = condition;
        wait._convert = convert;
        wait.Prepare(frame, timeout);
        return new ValueTask<TEvent?>(wait, wait.Version);
    }

    public override bool TryAccept(Event e)
    {
        if (_name is { } name && ((object)name != e.Name && name != e.Name)) return false;
        if (_target is { } target && !ReferenceEquals(target, e.Target)) return false;
        if (_condition is { } condition && !condition(e)) return false;
        _event = _convert!(e);
        return true;
    }

    TEvent? IValueTaskSource<TEvent?>.GetResult(short token)
    {
        TakeResult(token);
        var e = _event;
        if (TryReset()) Frame.SpareEvent = this;
        return e;
    }

    protected override void OnReset()
    {
        _event = null;
        _condition = null;
        _target = null;
    }
}
