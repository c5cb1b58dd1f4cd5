namespace Actors.Flow;

/// <summary>The time by which a wait ends in any case; a mailbox item when it has fallen due.</summary>
internal sealed class WaitDeadline(Wait wait) : Deadline(ItemKind.Signal)
{
    public Wait Wait => wait;

    /// <summary>Whether its wait has ended otherwise, after it had fallen due. In turns.</summary>
    public bool IsStale { get; set; }

    internal override object? Owner => wait.Frame.Flow;

    // A wait moves between frames, and never between flows.
    internal override void Fire() => wait.Frame.Flow.Post(this);
}
