namespace Actors.Flow;

/// <summary>The flow of one run of one worker: its event loop, and all of its behaviour.</summary>
/// <remarks>
/// The engine gives it turns that never overlap; everything below happens in a turn, but for what says "any thread". In a turn it
/// takes items from the mailbox while the innermost frame is at a wait point (spec F2): listeners run right there, and an event that
/// ends a wait resumes the awaiting code right there, on the same thread (spec F4). While that code awaits something foreign, only
/// resumptions are taken, and the rest stays in order (spec F3). It is its own synchronization context, so that plain awaits come
/// back as resumptions, and its pieces never overlap (spec F1, F6).
/// </remarks>
internal sealed partial class WorkerFlow : SynchronizationContext, IFlow
{
    /// <summary>The priority of the library's own part of a control event (spec L4).</summary>
    private const int ControlPriority = -100;

    /// <summary>One for all bodies, which saves each worker a delegate: it is called in the context of the body's flow, see
    /// <see cref="AtEndOf"/>. In another there is no flow any more.</summary>
    private static readonly Action BodyCompleted = static () => (Current as WorkerFlow)?.OnBodyCompleted();

    // First what each event needs: where many workers have few events each, most of the time goes with waiting for their memory.
    private IMailboxWriter _writer = null!;

    /// <summary>The mailbox's limit; null when it has none.</summary>
    public MailboxBound? Bound { get; }

    private IMailbox _mailbox = null!;
    private readonly ListenerTable _listeners;

    /// <summary>The body's frame.</summary>
    private Frame _root;

    /// <summary>The innermost frame that has not ended.</summary>
    private Frame _top;

    /// <summary>Taken while the body was between wait points, and left for the next one. Made when it is needed.</summary>
    private Queue<MailboxItem>? _deferred;

    /// <summary>Came during a pause, events after their listeners; the body's waits have not seen it (spec L7). Made when it is
    /// needed.</summary>
    private Queue<MailboxItem>? _held;

    /// <summary>Made with the first; null for most workers.</summary>
    private RunResources? _resources;

    /// <summary>A delivery that was handled, for another: whoever publishes to many allocates nothing for each. Any thread takes it.</summary>
    private Delivery? _spare;

    /// <summary>The last delivery that was handled.</summary>
    private Delivery? _handled;

    /// <summary>Items that were taken and put off until the next wait point or the next attempt. Written in turns, read by
    /// <see cref="MailboxDepth"/>.</summary>
    private int _taken;

    /// <summary>What stood in <see cref="_held"/> before an event that was dropped. Made when it is needed.</summary>
    private Queue<MailboxItem>? _heldBefore;

    private readonly IFlowOwner _owner;
    private readonly DeadlineQueue _deadlines;
    private readonly object? _argument;

    /// <summary>Whether its thread notes what it handles; writing that costs a tenth of what firing does.</summary>
    private readonly bool _isNoted;

    /// <summary>Whether an event may be an item of several mailboxes. Set once, before the first turn.</summary>
    private bool _sharesItems;

    private Task? _body;
    private Phase _phase;
    private Outcome _outcome;

    /// <summary>Waits whose end is decided and whose code has not gone on.</summary>
    private int _settled;

    private bool _isOpen;
    private bool _isPaused;
    private bool _inSynchronousCode;
    private bool _exitDelivered;
    private bool _warnedOfSwallowedExit;
    private bool _childrenGone;
    private bool _bodyDone;
    private bool _isPolling;

    public WorkerFlow(
        IFlowOwner owner, DeadlineQueue deadlines, object? argument, FlowSupervisor? supervisor = null, MailboxBound? bound = null)
    {
        Bound = bound;
        _owner = owner;
        _listeners = owner.Listeners;
        _deadlines = deadlines;
        _argument = argument;
        _isNoted = owner.NamesSlowCode;
        _supervisor = supervisor;
        if (supervisor is not null) supervisor.Flow = this;
        _root = _top = new Frame(this, null);
    }

    private enum Phase : byte
    {
        /// <summary>Opened; the body was not called.</summary>
        New,
        Running,

        /// <summary>The body has ended and will start again; events are kept for it.</summary>
        Restarting,

        /// <summary>The body has ended; what is queued goes to the listeners.</summary>
        Draining,

        /// <summary>The children were stopped.</summary>
        AwaitingChildren,
        Ended,
    }

    public IFlowOwner Owner => _owner;

    public Frame Root => _root;

    public string Path => _owner.Path;

    public IMailbox Mailbox => _mailbox;

    /// <summary>The flow whose turn the calling thread is in.</summary>
    public static WorkerFlow? InTurn => TurnPlace.FlowOfThisThread;

    /// <summary>Whether the calling thread is in this flow's turn. Any thread.</summary>
    public bool IsInTurn => TurnPlace.FlowOfThisThread == this;

    /// <summary>Whether the calling code is a synchronous listener or callback, which cannot wait (spec F7).</summary>
    public bool IsInSynchronousCode => _inSynchronousCode && IsInTurn;

    /// <summary>Whether the run is over. Any thread.</summary>
    public bool HasEnded => _phase == Phase.Ended;

    /// <summary>Gives it its place. Before the first turn.</summary>
    /// <param name="mailbox">The place.</param>
    /// <param name="isOpen">Whether events are handled at any time, for a worker without a body; false for a main worker whose code
    /// runs elsewhere and only now and then waits here.</param>
    public void Attach(IMailbox mailbox, bool isOpen)
    {
        _mailbox = mailbox;
        _writer = mailbox.Writer;
        _sharesItems = mailbox.SharesItems;
        Bound?.Attach(_writer);
        _isOpen = isOpen;
    }

    /// <summary>Runs library code in the flow: now, when this is its turn, or as the next piece. Any thread.</summary>
    public void Continue(SendOrPostCallback action, object? state)
    {
        if (IsInTurn) action(state);
        else Post(new Resumption(action, state));
    }

    /// <summary>Handles what is queued now, on the calling thread, which has taken the turn (spec M1).</summary>
    /// <param name="limit">Ends the turn earlier; null for none.</param>
    public void PolledTurn(TurnLimit? limit)
    {
        _isPolling = true;
        GuestTurn(0, limit);
    }

    /// <summary>A wait was awaited. Any thread.</summary>
    public void Begin(Wait wait)
    {
        if (IsInTurn)
        {
            Activate(wait);
        }
        else if (!Post(new Resumption(static wait => ((Wait)wait!).Frame.Flow.Activate((Wait)wait), wait)))
        {
            wait.Abandon(RunHasEnded(), _deadlines);
        }
    }

    /// <summary>From now on events are handled whatever the code outside does: the main worker is being stopped. Any thread.</summary>
    public void Open() => Continue(static flow => ((WorkerFlow)flow!)._isOpen = true, this);

    /// <summary>All children that hold the run have ended. Any thread.</summary>
    public void ChildrenGone() => Continue(static flow => ((WorkerFlow)flow!)._childrenGone = true, this);

    /// <summary>The engine has no place for the run: it ends by this error, and its body is not called. Before the first turn.</summary>
    public void FailStart(Exception error) => _body = Task.FromException(error);

    private void StartBody()
    {
        _phase = Phase.Running;
        if (_body is not null && Restarts == 0)
        {
            _bodyDone = true;
            return;
        }

        if (!_owner.HasBody) return;
        _supervisor?.OnBodyStarts();
        ToBody();
        _body = Guard.Start(new BodyCall(_owner, _argument))!;
        if (_body.IsCompleted) _bodyDone = true;
        else AtEndOf(_body, BodyCompleted);
    }

    private void OnBodyCompleted() => Continue(static flow => ((WorkerFlow)flow!)._bodyDone = true, this);
}
