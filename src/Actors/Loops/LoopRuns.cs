namespace Actors.Loops;

/// <summary>The runs of an event loop of its own: one thread at a time, iteration by iteration (transports 2, 6).</summary>
/// <remarks>Each handle carries the number of the iteration in which it may run: one more than the iteration in which it was posted. The
/// first handle of a later number begins the next iteration; or it ends the run, if a stop was asked for.</remarks>
internal sealed class LoopRuns(EventLoop loop, LoopContext context)
{
    private readonly StopMark _mark = new();

    /// <summary>The number of the iteration. Written in turns and between runs.</summary>
    private volatile int _iteration;

    private volatile bool _isStopRequested;

    /// <summary>The run was stopped in its flow. Its own thread's.</summary>
    private bool _isOver;

    private int _isServed;

    /// <summary>Whether a thread runs it. Any thread.</summary>
    public bool IsRunning => Volatile.Read(ref _isServed) != 0;

    /// <summary>The iteration of what is posted now. Any thread.</summary>
    public int Next => unchecked(_iteration + 1);

    /// <summary>Ends the run behind the iteration that is under way; without a run, the next one behind its first. Any thread.</summary>
    public void Stop()
    {
        // The mark sees to it when nothing else of a later iteration comes.
        _isStopRequested = true;
        if (loop.Worker.Flow is { } flow) _mark.Post(this, flow);
    }

    /// <summary>Whether a handle may run now; if not, it is put back, and the run ends. In a turn.</summary>
    public bool MayRun(Handle handle, WorkerFlow flow)
    {
        if (!IsLater(handle.Iteration)) return true;
        if (!_isStopRequested || !IsRunning)
        {
            _iteration = handle.Iteration;
            return true;
        }

        flow.PutBack(handle);
        _isOver = true;
        return false;
    }

    /// <summary>Runs it on the calling thread until it is stopped, or its worker has ended.</summary>
    public void Serve(string what)
    {
        Enter(what);
        try
        {
            _iteration = Next;
            _isOver = false;
            Serve(() => _isOver);
        }
        finally
        {
            _isStopRequested = false;
            Volatile.Write(ref _isServed, 0);
        }
    }

    /// <summary>Ends its worker, on the calling thread.</summary>
    public void Close()
    {
        Enter("Close");
        try
        {
            _isStopRequested = false;
            context.Reserve();
            loop.Worker.TryStop();
            Serve(static () => false);
        }
        finally
        {
            Volatile.Write(ref _isServed, 0);
        }
    }

    private void Serve(Func<bool> isOver)
    {
        // A virtual clock runs while this thread stands here.
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        loop.Worker.System.Engine.OnAwaited(over.Task);
        try
        {
            context.Serve(() => isOver() || !loop.Worker.IsRunning);
        }
        finally
        {
            over.SetResult();
        }
    }

    private void Enter(string what)
    {
        if (Interlocked.Exchange(ref _isServed, 1) == 0) return;
        throw new InvalidOperationException($"{what}: the loop of worker '{loop.Worker.Path}' is running. Stop() it first, or call it after its run.");
    }

    private bool IsLater(int iteration) => unchecked(iteration - _iteration) > 0;

    /// <summary>Stands behind what was queued when a stop was asked for.</summary>
    private sealed class StopMark : FlowCall
    {
        private LoopRuns _runs = null!;
        private int _iteration;
        private int _isPosted;

        public void Post(LoopRuns runs, WorkerFlow flow)
        {
            if (Interlocked.Exchange(ref _isPosted, 1) != 0) return;
            _runs = runs;
            _iteration = runs.Next;
            if (!flow.Post(this)) Volatile.Write(ref _isPosted, 0);
        }

        public override void Invoke(WorkerFlow flow)
        {
            Volatile.Write(ref _isPosted, 0);
            Interlocked.MemoryBarrier();
            if (!_runs._isStopRequested || !_runs.IsRunning) return;
            if (_runs.IsLater(_iteration))
            {
                flow.EndTurn();
                _runs._isOver = true;
            }
            else
            {
                Post(_runs, flow);
            }
        }
    }
}
