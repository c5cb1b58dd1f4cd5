using Actors.Engines;
using Actors.Flow;

namespace Actors.TestKit.Watching;

/// <summary>Stands between a flow and its mailbox on both sides, and counts items and turns.</summary>
internal sealed class WatchedMailbox(VirtualTime time, WorkerFlow flow) : IMailbox, IMailboxWriter, IFlow
{
    private readonly Activity _activity = time.Activity;

    /// <summary>A turn was asked for without an item. Set by whoever has the turn, cleared by the next.</summary>
    private bool _owesTurn;

    /// <summary>The turn under way was taken by <see cref="IWorkerEngine.TryEnter"/>, and does not come by <see cref="Turn"/>.</summary>
    private bool _isEntered;

    /// <summary>Its code awaits something outside: counted until the next turn.</summary>
    private bool _isHolding;

    /// <summary>Its code waits for tasks from outside, and the clock runs on.</summary>
    private bool _isOvertaken;

    public IMailbox Inner { get; private set; } = null!;

    public string Path => flow.Path;

    public IMailboxWriter Writer => this;

    public int Count => Inner.Count;

    public void Attach(IMailbox inner) => Inner = inner;

    public void OweTurn()
    {
        _activity.Begin();
        _owesTurn = true;
    }

    /// <summary>A polling thread has taken the turn.</summary>
    public void OnEntered()
    {
        BeginTurn();
        _isEntered = true;
    }

    public void Turn(int most)
    {
        BeginTurn();
        try
        {
            flow.Turn(most);
        }
        finally
        {
            _activity.End();
        }
    }

    public void GuestTurn(int most)
    {
        BeginTurn();
        try
        {
            flow.GuestTurn(most);
        }
        finally
        {
            _activity.End();
        }
    }

    public void OnCrowded() => flow.OnCrowded();

    public bool IsStopping => flow.IsStopping;

    public void OnTurnRefused(Exception error, TimeSpan delay) => flow.OnTurnRefused(error, delay);

    public bool TryPost(MailboxItem item)
    {
        _activity.Begin();
        if (Inner.Writer.TryPost(item)) return true;
        _activity.End();
        return false;
    }

    public MailboxItem? Take()
    {
        var item = Inner.Take();
        if (item is not null) _activity.End();
        return item;
    }

    public bool TryPark()
    {
        // All is noted before: right behind it another thread may have the next turn.
        List<Task>? tasks = null;
        var isOutside = flow.AwaitsOutside(ref tasks);
        _isHolding = isOutside || (tasks is not null && time.ForeignTasks == ForeignTasks.HoldTime);
        if (_isHolding) _activity.Begin();
        if (!_isHolding && tasks is not null)
        {
            _isOvertaken = true;
            time.LetRun(this, tasks);
        }

        var wasEntered = _isEntered;
        _isEntered = false;
        if (Inner.TryPark())
        {
            if (wasEntered) _activity.End();
            return true;
        }

        _isEntered = wasEntered;
        EndOutside();
        return false;
    }

    public void Yield()
    {
        OweTurn();
        var wasEntered = _isEntered;
        _isEntered = false;
        Inner.Yield();
        if (wasEntered) _activity.End();
    }

    public void CloseToEvents() => Inner.CloseToEvents();

    public bool TryClose()
    {
        if (!Inner.TryClose()) return false;
        if (_isEntered) _activity.End();
        return true;
    }

    private void BeginTurn()
    {
        _activity.BeginTurn();
        if (_owesTurn)
        {
            _owesTurn = false;
            _activity.End();
        }

        EndOutside();
    }

    private void EndOutside()
    {
        if (_isHolding)
        {
            _isHolding = false;
            _activity.End();
        }

        if (!_isOvertaken) return;
        _isOvertaken = false;
        time.LetRunEnded(this);
    }
}
