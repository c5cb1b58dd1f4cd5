namespace Actors.Flow;

/// <content>Calls of user code, that which cannot wait and that which may, and what becomes of its errors.</content>
internal sealed partial class WorkerFlow
{
    /// <summary>Calls a listener that cannot wait.</summary>
    private void Call(Listener listener, Event e)
    {
        EnterSynchronousCode();
        var call = new ListenerCall(listener, e);
        var error = Guard.Call(ref call);
        LeaveSynchronousCode();
        if (error is not null) OnFailed(e, error);
    }

    /// <summary>Runs library code that calls user code which cannot wait: its error is a listener's (spec E5). In a turn.</summary>
    /// <param name="code">What it runs.</param>
    /// <param name="state">For the code.</param>
    /// <param name="whose">What has the protocol whose code that is, for people; null for a callback.</param>
    public void CallSynchronously<TState>(Action<TState> code, TState state, object? whose = null)
    {
        EnterSynchronousCode();
        var error = Guard.Call(code, state);
        LeaveSynchronousCode();
        if (error is not null) OnFailed(null, error, whose);
    }

    /// <summary>As <see cref="CallSynchronously{TState}"/>, in the middle of any code of the flow's, which then goes on as before. In a
    /// turn.</summary>
    public void CallWithin<TState>(Action<TState> code, TState state, object? whose = null)
    {
        var (wasInSynchronousCode, wasBeside, context, execution) = (_inSynchronousCode, _isBeside, Current, ExecutionContext.Capture());
        CallSynchronously(code, state, whose);
        _inSynchronousCode = wasInSynchronousCode;
        _isBeside = wasBeside;
        SetSynchronizationContext(context);
        if (execution is not null && !ReferenceEquals(ExecutionContext.Capture(), execution)) ExecutionContext.Restore(execution);
    }

    /// <summary>Calls a body that may block its thread: a wait in it could never end, and throws (spec F7). What it awaits by blocking goes on
    /// elsewhere. In a turn.</summary>
    public void CallBlocking(Action function)
    {
        _inSynchronousCode = true;
        SetSynchronizationContext(null);
        try
        {
            function();
        }
        finally
        {
            _inSynchronousCode = false;
            ToBody();
        }
    }

    /// <returns>The frame in which it still runs; null when it has ended.</returns>
    private ListenerFrame? CallAsync(Listener listener, Event e) => Enter(new ListenerFrame(this, _top), new AsyncListenerCall(listener, e), e);

    private void RunCallback(MailboxItem item)
    {
        if (item is IFlowCode own)
        {
            own.Invoke(this);
            return;
        }

        switch (item is LaterCallback later ? later.TakeCode(_root) : ((Callback)item).Code)
        {
            case Action action:
                CallSynchronously(static action => action(), action);
                break;
            case Func<Task> function:
                Enter(new ListenerFrame(this, _top), new FunctionCall(function), null);
                break;
        }
    }

    /// <summary>Calls code that may wait, in a frame of its own.</summary>
    /// <returns>The frame, now the innermost one; null when the code has ended.</returns>
    private ListenerFrame? Enter<TCode>(ListenerFrame frame, TCode code, Event? e)
        where TCode : struct, ITaskCode
    {
        ExecutionContext.Restore(frame.Context);
        ToBody();
        var task = Guard.Start(code);
        ExecutionContext.Restore(_root.Context);
        if (task is null or { IsCompleted: true })
        {
            frame.End(_root);
            if (task is { IsCompletedSuccessfully: false }) OnFailed(e, ErrorOf(task));
            return null;
        }

        frame.Watch(task);
        return (ListenerFrame)(_top = frame);
    }

    private void Pop(ListenerFrame frame)
    {
        _top = frame.Parent!;
        frame.End(_root);
        if (!frame.Task.IsCompletedSuccessfully) OnFailed(frame.Event, ErrorOf(frame.Task));
        frame.GoOn();
    }

    /// <summary>A listener or callback threw (spec E5).</summary>
    private void OnFailed(Event? e, Exception error, object? whose = null)
    {
        if (error is WorkerExit)
        {
            // It unwinds because of a stop, or the listener itself wants the worker to leave (spec L5).
            if (_phase == Phase.Running && !_owner.IsStopping && !IsClearing)
            {
                _owner.OnStopping();
                RequestExit();
            }

            return;
        }

        if (error is OperationCanceledException && (_owner.IsStopping || IsClearing)) return;

        _owner.Logger.ListenerFailed(Path, e is not null ? $"a listener of '{e.Name}'" : whose is not null ? $"the protocol of {whose}" : "a callback", error);
        TellOfFailure(e, error);
    }

    /// <summary>Fires the event about code of the worker that threw (spec E5). Any thread.</summary>
    public void TellOfFailure(Event? e, Exception error)
    {
        if (e?.Name == WorkerEvents.ListenerError) return;

        var failure = new Event(WorkerEvents.ListenerError, new ListenerFailure(_owner, e, error), _owner, Direction.Up);
        if (!Post(failure)) _owner.Forward(failure, Direction.Up);
    }
}
