namespace Actors.Flow;

/// <content>A turn that ends before its time.</content>
internal sealed partial class WorkerFlow
{
    private bool _endsTurn;

    /// <summary>Whether the body has ended for good. Any thread; a snapshot.</summary>
    public bool IsEnding => _phase >= Phase.Draining;

    /// <summary>Ends the turn behind the item at hand, and asks for another. In a turn.</summary>
    public void EndTurn() => _endsTurn = true;

    /// <summary>Ends the turn, and keeps the item at hand as the oldest one for the next. In a turn.</summary>
    public void PutBack(MailboxItem item)
    {
        var behind = _deferred;
        _deferred = new Queue<MailboxItem>();
        _deferred.Enqueue(item);
        while (behind is { Count: > 0 }) _deferred.Enqueue(behind.Dequeue());
        _taken++;
        EndTurn();
    }
}
