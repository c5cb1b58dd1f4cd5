namespace Actors.Flow;

/// <summary>An event that stands in line for room in a full mailbox.</summary>
internal sealed class RoomWaiter(MailboxBound bound, Event e, Direction directions, IEventTarget? sender)
{
    private readonly ResultSource<bool> _done = new("room in a full mailbox");

    public Event Event => e;

    public Direction Directions => directions;

    /// <summary>Who hears when the event is rejected.</summary>
    public IEventTarget? Sender => sender;

    /// <summary>Its place in the line; null when it has left. Under the bound's lock.</summary>
    public LinkedListNode<RoomWaiter>? Place { get; set; }

    /// <summary>Completes when the event got in, or was rejected.</summary>
    public Task Done => _done.Task;

    public void Release() => _done.TrySetResult(true);

    /// <summary>Leaves the line, unless the event got in. Any thread.</summary>
    public void Cancel(CancellationToken cancellationToken)
    {
        if (bound.Withdraw(this)) _done.TrySetCanceled(cancellationToken);
    }
}
