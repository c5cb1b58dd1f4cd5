namespace Actors.Flow;

/// <content>What a thread has while it is in a turn: the flow, its synchronization context, and its execution context.</content>
internal sealed partial class WorkerFlow
{
    /// <summary>The context of synchronous code; the pieces that may wait have the flow itself.</summary>
    private BesideBody? _beside;

    /// <summary>Whether the thread of the turn has the context of synchronous code; it is set when such code comes, and not before.</summary>
    private bool _isBeside;

    /// <summary>Made with the first use. In a turn.</summary>
    private BesideBody Beside => _beside ??= new BesideBody(this);

    /// <summary>Runs code in the middle of a turn as if the thread were in none: nothing of it belongs to the flow around it.</summary>
    public static void OutsideTurns(Action action)
    {
        var place = TurnPlace.OfThisThread;
        var (turn, context) = (place.Flow, Current);
        place.Flow = null;
        SetSynchronizationContext(null);
        try
        {
            Ambient.RunOutside(action);
        }
        finally
        {
            place.Flow = turn;
            SetSynchronizationContext(context);
        }
    }

    public void Turn(int most) => Turn(most, null);

    public void GuestTurn(int most) => GuestTurn(most, null);

    private void Turn(int most, TurnLimit? limit)
    {
        var place = TurnPlace.OfThisThread;
        var outer = place.Flow;
        place.Enter(this);
        var outerMode = place.Next.EnterTurn();
        _isBeside = false;
        ExecutionContext.Restore(_root.Context);
        while (!TryPump(most, limit, place)) _isBeside = false;

        place.Next.LeaveTurn(outerMode);
        place.Leave(outer);
    }

    /// <summary>The last catch: what comes here is no listener's and no task's error, but one of the library or of what it stands on, such as
    /// the clock. It ends the run, and the turn goes on to that end.</summary>
    /// <returns>False when the turn is to go on.</returns>
    private bool TryPump(int most, TurnLimit? limit, TurnPlace place)
    {
        try
        {
            Pump(most, limit, place);
            return true;
        }
        catch (Exception error)
        {
            return OnLoopFailed(error);
        }
    }

    private void GuestTurn(int most, TurnLimit? limit)
    {
        // A context whose flow is suppressed cannot be captured.
        var isSuppressed = ExecutionContext.IsFlowSuppressed();
        if (isSuppressed) ExecutionContext.RestoreFlow();
        var context = Current;
        var execution = ExecutionContext.Capture()!;
        try
        {
            Turn(most, limit);
        }
        finally
        {
            SetSynchronizationContext(context);
            ExecutionContext.Restore(execution);
            if (isSuppressed) ExecutionContext.SuppressFlow();
        }
    }

    /// <summary>Plain awaits of user code come back here. Any thread.</summary>
    public override void Post(SendOrPostCallback d, object? state)
    {
        var item = new Resumption(d, state);
        if (!_writer.TryPost(item)) item.InvokeOutside();
    }

    /// <summary>Not supported: a flow never blocks a thread for another.</summary>
    public override void Send(SendOrPostCallback d, object? state)
    {
        if (IsInTurn) d(state);
        else throw new NotSupportedException($"Worker '{Path}' takes no synchronous calls from other threads: use Fire or Later.");
    }

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Sets the context of code that may wait. Such code may have set another one: it is set for each piece.</summary>
    private void ToBody()
    {
        SetSynchronizationContext(this);
        _isBeside = false;
    }

    private void EnterSynchronousCode()
    {
        _inSynchronousCode = true;
        if (_isBeside) return;
        SetSynchronizationContext(Beside);
        _isBeside = true;
    }

    /// <summary>What the code did to its execution context must not reach the next piece.</summary>
    private void LeaveSynchronousCode()
    {
        _inSynchronousCode = false;
        if (!ReferenceEquals(ExecutionContext.Capture(), _root.Context)) ExecutionContext.Restore(_root.Context);
    }

    /// <summary>Calls back in the turn in which the task ends, or in a turn of its own.</summary>
    /// <remarks>The task captures this context: where it ends in the flow's own code it calls back there and then, and from anywhere else
    /// it posts. Without a context it would take the way through the thread pool.</remarks>
    public void AtEndOf(Task task, Action callback)
    {
        var context = Current;
        SetSynchronizationContext(this);
        task.GetAwaiter().UnsafeOnCompleted(callback);
        SetSynchronizationContext(context);
    }
}
