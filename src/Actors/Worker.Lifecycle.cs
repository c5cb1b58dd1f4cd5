using Microsoft.Extensions.Logging;

namespace Actors;

/// <content>Start, pause, resume, stop, and the end of a run (spec L).</content>
public sealed partial class Worker : IFlowOwner
{
    /// <summary>Completes when the current run, or the first one, has ended; never throws (spec L9).</summary>
    /// <value>How the run ended. A plain <c>await</c> of it is no wait point: inside a worker use <c>await Wait(worker)</c>.</value>
    public Task<WorkerResult> Completion
    {
        get
        {
            var end = End;
            if (!end.IsCompleted && WorkerFlow.InTurn is null) System.Engine.OnAwaited(end);
            return end;
        }
    }

    /// <summary>The same task, for the library's own waits: those it can see.</summary>
    internal Task<WorkerResult> End
    {
        get
        {
            if (Volatile.Read(ref _completion) is { } made) return made.Task;

            // The lock of starts and ends: the result of one run must not end up in the completion of the next.
            lock (_listeners)
            {
                _extras?.Unseen?.Seen();
                _completion ??= new ResultSource<WorkerResult>(this);
                if (_result is { } result) _completion.TrySetResult(result);
                return _completion.Task;
            }
        }
    }

    /// <summary>Calls back when the current run has ended, on the thread and in the place where it ends; at once when it has.</summary>
    /// <returns>What to <see cref="WaitSignal.Forget"/> when that is not wanted any more.</returns>
    internal ToldCall WhenEnded(Action code)
    {
        var call = new ToldCall(code);
        ((ResultTeller)End.AsyncState!).Add(call);
        return call;
    }

    /// <summary>Cancelled as soon as the run is told to stop, for what the body awaits outside this library (spec L4).</summary>
    /// <exception cref="InvalidOperationException">The worker was never started.</exception>
    public CancellationToken Stopping =>
        _flow?.Stopping ?? throw new InvalidOperationException($"Worker '{Path}' was never started: it has no Stopping token.");

    TimeSpan IFlowOwner.SlowAfter => _options.SlowAfter ?? System.SlowAfterOn(Dispatcher);

    bool IFlowOwner.NamesSlowCode => _options.SlowAfter is not null || Dispatcher.Kind is DispatcherKind.Context or DispatcherKind.Polled;

    bool IFlowOwner.IsStopping => _state >= WorkerState.Stopping;

    bool IFlowOwner.HasBody => _body is not null;

    ListenerTable IFlowOwner.Listeners => _listeners;

    ILogger IFlowOwner.Logger => System.Logger;

    /// <summary>Starts a run (spec L2). On a worker that runs it changes nothing.</summary>
    /// <param name="argument">What the body gets, if it takes an argument.</param>
    /// <returns>The worker.</returns>
    /// <exception cref="ObjectDisposedException">Its system has been stopped.</exception>
    /// <exception cref="InvalidOperationException">Its parent has ended, or is ending.</exception>
    public Worker Start(object? argument = null)
    {
        var flow = TryOpenRun(argument);
        if (flow is not null) System.Engine.Start(flow.Mailbox, Dispatcher);
        return this;
    }

    /// <summary>Stops the body at its current or next wait point; listeners go on working (spec L7).</summary>
    /// <returns>The worker. It is paused when <see cref="State"/> says so; pausing twice changes nothing.</returns>
    public Worker Pause() => Control(ControlKind.Pause);

    /// <summary>Lets a paused body go on; what came meanwhile is offered to it first, in order (spec L7).</summary>
    /// <returns>The worker. Resuming what runs changes nothing.</returns>
    public Worker Resume() => Control(ControlKind.Resume);

    /// <summary>Tells the worker to stop: behind what is queued, its wait throws <see cref="WorkerExit"/> (spec L4).</summary>
    /// <returns>The worker.</returns>
    /// <remarks>On one that does not run, or was told and has not come to it, this changes nothing. On one whose body has had its
    /// <see cref="WorkerExit"/> and still waits, it throws another, also into a <c>finally</c>: it is for bodies that caught the first.
    /// <see cref="StopAsync"/>, parents, the system and the host never do that.</remarks>
    public Worker Stop()
    {
        _extras?.CountStop();
        if (!TryStop() && _state == WorkerState.Stopping && _flow is { HasDeliveredExit: true } flow) Post(flow, ControlKind.Stop);
        return this;
    }

    /// <summary>Tells the worker to stop, unless it is stopping already, and awaits its end.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the worker.</param>
    /// <returns>How the run ended; the last run, when none was under way.</returns>
    /// <exception cref="InvalidOperationException">It was called in the worker's own flow, or the worker never started.</exception>
    public Task<WorkerResult> StopAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfOwnFlow("StopAsync would wait for itself. Use Exit() or Stop()");
        if (_state == WorkerState.Created) throw new InvalidOperationException($"Worker '{Path}' was never started.");
        _extras?.CountStop();
        return StopAndWait(cancellationToken);
    }

    private Task<WorkerResult> StopAndWait(CancellationToken cancellationToken)
    {
        var end = End;
        TryStop();
        System.Engine.OnAwaited(end);
        return end.WaitAsync(cancellationToken);
    }

    /// <summary>Blocks the thread until the run has ended, for threads without a loop (spec L9).</summary>
    /// <param name="timeout">How long at most; infinite by default.</param>
    /// <returns>How the run ended; null when the time ran out.</returns>
    /// <exception cref="InvalidOperationException">It was called in a worker's flow, which would stand still or wait for itself.</exception>
    public WorkerResult? Join(TimeSpan? timeout = null)
    {
        ThrowIfOwnFlow("Join would wait for itself, for ever. Let the body end, or use Exit()");
        if (CurrentFrame is { Flow: { IsInTurn: true } flow })
        {
            throw new InvalidOperationException(
                $"Join on '{Path}' would block the loop of worker '{flow.Path}'. Use 'await Wait(worker)', which keeps it going.");
        }

        var completion = Completion;
        return ((IAsyncResult)completion).AsyncWaitHandle.WaitOne(timeout ?? Timeout.InfiniteTimeSpan) ? completion.GetAwaiter().GetResult() : null;
    }

    Task IFlowOwner.InvokeBody(object? argument) =>
        _body!.Invoke(argument) ?? throw new InvalidOperationException($"The body of worker '{Path}' returned null instead of a task.");

    bool IFlowOwner.TrySetPaused(bool paused) => paused
        ? TryMove(WorkerState.Running, WorkerState.Paused)
        : TryMove(WorkerState.Paused, WorkerState.Running);

    void IFlowOwner.OnStopping()
    {
        while (_state < WorkerState.Stopping) TryMove(_state, WorkerState.Stopping);
        _flow!.CancelStopping();
    }

    bool IFlowOwner.StopChildren()
    {
        if (_children is null && Interlocked.CompareExchange(ref _children, Family.Closed, null) is null) return true;
        var isFree = _children.Close(_flow!.ChildrenGone, out var children);
        foreach (var child in children) ((Worker)child).TryStop();
        return isFree;
    }

    void IFlowOwner.OnEnded(Outcome outcome)
    {
        var state = outcome.Kind switch
        {
            OutcomeKind.Completed => WorkerState.Completed,
            OutcomeKind.Stopped => WorkerState.Stopped,
            _ => WorkerState.Faulted,
        };
        if (outcome.Error is { } error && _options.LogFailures) System.Logger.WorkerFailed(Path, state.ToString(), error);
        var result = new WorkerResult(state, outcome.Body is { } body ? _body!.ResultOf(body) : null, outcome.Error);

        // One transition at a time: a start that comes right after must find this run gone from the family. Whoever learns of the end
        // finds it gone too, and the parent ends only after it has been told.
        lock (_listeners)
        {
            _listeners.RemoveNonPermanent();
            var family = Family;
            var holdsFamily = family is not null && family.Unlink(this);
            _state = state;
            _result = result;
            _extras?.OnRunChanged();

            if (outcome.Error is { } unseen && _options.ReportsUnseenFailure && _completion is null) ReportWhenUnseen(unseen);

            // A parent that waits for the end hears the events about it first; its listeners may start the next run, in here.
            var completion = _completion;
            completion?.SetResultUntold(result);
            TellParent(result);
            completion?.Tell();
            if (holdsFamily) family!.Release();
        }
    }

    private void ReportWhenUnseen(Exception error) => Extras().Unseen = new UnseenError(() =>
    {
        if (System.Engine.HearsOfGarbage) System.Logger.AsyncFailedUnseen(Path, error);
    });

    private static void Post(WorkerFlow flow, ControlKind kind) => flow.Post(new ControlEvent(kind, Sender));

    private WorkerFlow? TryOpenRun(object? argument)
    {
        lock (_listeners)
        {
            if (IsRunning) return null;
            System.ThrowIfStopped(this);

            var flow = new WorkerFlow(this, System.Deadlines, argument, NewSupervisor(), MakeBound());
            var parent = Parent;
            var isGated = Dispatcher.Kind is DispatcherKind.Main or DispatcherKind.Polled;
            flow.Attach(System.Engine.Open(flow, Dispatcher, parent?._flow?.Mailbox), isOpen: _body is null && !isGated);

            TurnWatch.Demand(((IFlowOwner)this).SlowAfter);

            // The children of an earlier run have ended with it.
            _children = null;

            // The run must look alive before its parent can see it: a parent that ends right now tells it to stop.
            var (lastFlow, lastState) = (_flow, _state);
            _flow = flow;
            _state = WorkerState.Running;
            if (parent is { IsRunning: false } || !(parent is null ? System.Roots : parent.EnsureChildren()).TryAdd(this, holds: !IsDaemon))
            {
                (_flow, _state) = (lastFlow, lastState);
                throw parent is null
                    ? System.Stopped(this)
                    : new InvalidOperationException(
                        $"Worker '{Path}' cannot start: its parent '{parent.Path}' is {parent.State}. " +
                        "Start it while the parent runs, or give it another parent (WorkerOptions.Parent).");
            }

            _extras?.OnRunChanged();

            // Before its first turn, and before anybody learns of it.
            if (Family!.Holds is { } holds) HoldFromStart(flow, holds);

            _result = null;
            if (_completion is { Task.IsCompleted: true }) Volatile.Write(ref _completion, null);
            parent?.PostNotice(new ChildEvent(WorkerEvents.ChildStart, this, this, parent.IsSupervising));
            return flow;
        }
    }

    /// <summary>A child of a worker that is held begins as one that is held.</summary>
    private void HoldFromStart(WorkerFlow flow, FlowHold[] holds)
    {
        foreach (var hold in holds)
        {
            if (!hold.TryEnter(flow, Parent?._flow)) continue;
            flow.HoldFromStart(hold);
            EnsureChildren().Hold(hold);

            // A resume that came meanwhile has looked at this family before.
            if (hold.IsReleased) LetChildrenGo(hold);
        }
    }

    private void TellParent(WorkerResult result)
    {
        if (Parent is not { } parent) return;
        var (name, data) = result.State switch
        {
            WorkerState.Completed => (WorkerEvents.ChildDone, result.Value),
            WorkerState.Stopped => (WorkerEvents.ChildStop, null),
            _ => (WorkerEvents.ChildError, result.Error),
        };
        parent.PostNotice(new Event(name, data, this, Direction.None));
        parent.PostNotice(new ChildEvent(WorkerEvents.ChildEnd, result, this, parent.IsSupervising) { IsEnd = true, Failure = result.Error });
    }

    private Worker Control(ControlKind kind)
    {
        if (_state is WorkerState.Running or WorkerState.Paused && _flow is { } flow) Post(flow, kind);
        return this;
    }

    private bool TryMove(WorkerState from, WorkerState to) => Interlocked.CompareExchange(ref _state, to, from) == from;

    private void ThrowIfOwnFlow(string what)
    {
        if (TryGetCurrent() == this && !IsMain) throw new InvalidOperationException($"In the flow of worker '{Path}', {what}.");
    }
}
