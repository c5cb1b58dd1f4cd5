namespace Actors.Flow;

/// <summary>One level of a flow: its body, or an asynchronous listener that waits. All members belong to the flow's turn.</summary>
/// <remarks>An asynchronous listener's wait is a nested loop (spec F7): a wait of an outer frame that is met meanwhile goes on only
/// after the inner frame has ended.</remarks>
internal class Frame
{
    private ExecutionContext? _context;

    public Frame(WorkerFlow flow, Frame? parent)
    {
        Flow = flow;
        Parent = parent;
    }

    public WorkerFlow Flow { get; }

    /// <summary>The frame that goes on when this one has ended; null for the body.</summary>
    public Frame? Parent { get; }

    /// <summary>The execution context in which this frame's code starts.</summary>
    public ExecutionContext Context => _context ??= Ambient.ContextOf(this);

    /// <summary>Whether that context holds nothing else than the frame.</summary>
    public bool HasBareContext { get; private set; } = true;

    /// <summary>The pending waits, oldest first.</summary>
    public Wait? FirstWait { get; private set; }

    /// <summary>How many of them an event can end.</summary>
    private int _waitsForEvents;

    /// <summary>Whether an event is worth offering.</summary>
    public bool WaitsForEvents => _waitsForEvents > 0;

    /// <summary>Whether an asynchronous listener's frame has returned, or the body's frame belongs to an attempt before this one.</summary>
    public bool IsDone { get; protected set; }

    /// <summary>A stop was handled, and this frame has not yet been told by <see cref="WorkerExit"/>.</summary>
    public bool ExitRequested { get; set; }

    /// <summary>A finished wait, kept for the next one of its kind, so that a loop of waits allocates nothing.</summary>
    public SignalWait? SpareSignal { get; set; }

    /// <inheritdoc cref="SpareSignal"/>
    public EventWait? SpareEvent { get; set; }

    /// <inheritdoc cref="SpareSignal"/>
    public EventWait? SpareTypedEvent { get; set; }

    /// <summary>Its code starts in a context with what another one holds. Before it starts.</summary>
    protected void StartIn(ExecutionContext context)
    {
        _context = Ambient.ContextOf(this, context);
        HasBareContext = false;
    }

    /// <summary>The body starts again, in another frame.</summary>
    public void Retire() => IsDone = true;

    public void Add(Wait wait)
    {
        if (wait.TakesEvents) _waitsForEvents++;
        if (FirstWait is not { } first)
        {
            FirstWait = wait;
            return;
        }

        while (first.NextInFrame is { } next) first = next;
        first.NextInFrame = wait;
    }

    /// <summary>Removes a wait, if it is there.</summary>
    public void Remove(Wait wait)
    {
        if (FirstWait == wait)
        {
            FirstWait = wait.NextInFrame;
        }
        else
        {
            var before = FirstWait;
            while (before is not null && before.NextInFrame != wait) before = before.NextInFrame;
            if (before is null) return;
            before.NextInFrame = wait.NextInFrame;
        }

        wait.NextInFrame = null;
        if (wait.TakesEvents) _waitsForEvents--;
    }
}
