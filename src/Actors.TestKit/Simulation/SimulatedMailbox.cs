using Actors.Engines;
using Actors.Flow;

namespace Actors.TestKit;

/// <summary>A mailbox whose flow handles one item a piece, when the simulation chooses it.</summary>
/// <remarks>All of it happens on the simulation's one thread; what another thread posts is reported and not taken. The locks are for the
/// conformance suite, which stands outside.</remarks>
internal sealed class SimulatedMailbox(SimulationLoop loop, IFlow flow, bool isPolled, int number, ulong priority)
    : Runnable(number, priority), IMailbox, IMailboxWriter
{
    /// <summary>Every how many items the flow hears how many there are.</summary>
    private const int CrowdCheck = 256;

    private MailboxItem? _first;
    private MailboxItem? _last;
    private Turn _turn;
    private bool _isClosedToEvents;
    private bool _isPolled = isPolled;
    private bool _hasBegun;

    private enum Turn
    {
        /// <summary>Under way, or the run was not started.</summary>
        Taken,

        /// <summary>Asked for.</summary>
        Ready,

        /// <summary>The flow rests until something comes.</summary>
        Parked,
    }

    public WorkerFlow Flow => (WorkerFlow)flow;

    public string Path => flow.Path;

    public IMailboxWriter Writer => this;

    public int Count { get; private set; }

    /// <summary>Whether the run has ended.</summary>
    public bool IsClosed { get; private set; }

    public bool TryPost(MailboxItem item)
    {
        if (loop.IsForeign) return loop.ReportForeign(this, item);
        bool isCrowded;
        lock (loop.Gate)
        {
            if (IsClosed || (_isClosedToEvents && item.Kind < ItemKind.Signal)) return false;
            item.Next = null;
            if (_last is null) _first = item;
            else _last.Next = item;
            _last = item;
            Count++;
            isCrowded = Count % CrowdCheck == 0;
            if (_turn == Turn.Parked) Schedule();
        }

        if (isCrowded) flow.OnCrowded();

        // Only where the library holds no lock: another thread could come in between there too.
        if (item.Kind is ItemKind.Event or ItemKind.Delivery or ItemKind.Callback) loop.MaySwitch();
        return true;
    }

    public MailboxItem? Take()
    {
        MailboxItem? item;
        lock (loop.Gate)
        {
            item = _first;
            if (item is null) return null;
            _first = item.Next;
            if (_first is null) _last = null;
            item.Next = null;
            Count--;
        }

        loop.OnTaken(this, item);
        return item;
    }

    public bool TryPark()
    {
        lock (loop.Gate)
        {
            if (Count > 0) return false;
            _turn = Turn.Parked;
            return true;
        }
    }

    public void Yield()
    {
        lock (loop.Gate) Schedule();
    }

    public void CloseToEvents()
    {
        lock (loop.Gate) _isClosedToEvents = true;
    }

    public bool TryClose()
    {
        lock (loop.Gate)
        {
            if (Count > 0) return false;
            IsClosed = true;
            loop.Forget(this);
        }

        loop.OnEnded(this);
        return true;
    }

    /// <summary>Asks for the first turn.</summary>
    public void Start()
    {
        lock (loop.Gate) Schedule();
        loop.MaySwitch();
    }

    public override void Run()
    {
        lock (loop.Gate) _turn = Turn.Taken;
        if (!_hasBegun) loop.OnBegins(this);
        _hasBegun = true;
        flow.GuestTurn(1);
    }

    /// <summary>Takes the turn for code that polls.</summary>
    /// <returns>False when a turn is under way.</returns>
    public bool TryEnter()
    {
        lock (loop.Gate)
        {
            if (_turn == Turn.Taken) return false;
            if (_turn == Turn.Ready && !_isPolled) loop.Remove(this);
            _turn = Turn.Taken;
            return true;
        }
    }

    /// <summary>Nobody polls any more.</summary>
    public void LetPool()
    {
        lock (loop.Gate)
        {
            if (!_isPolled) return;
            _isPolled = false;
            if (_turn == Turn.Ready) loop.Add(this);
        }
    }

    private void Schedule()
    {
        _turn = Turn.Ready;
        if (!_isPolled) loop.Add(this);
    }
}
