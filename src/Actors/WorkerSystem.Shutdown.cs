namespace Actors;

/// <content>The end of a system (spec C6), and who is alive.</content>
public sealed partial class WorkerSystem
{
    private readonly Lock _stopGate = new();
    private Task? _stop;

    /// <summary>The workers had their time to stop: disposing the system waits no more.</summary>
    private volatile bool _gaveUp;

    /// <summary>Whether the system refuses new workers.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Stops every worker and waits for those that are no daemons (spec C6).</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled first; <see cref="Status"/> tells who still runs.</exception>
    /// <exception cref="InvalidOperationException">It was called in a worker's flow, which would wait for itself.</exception>
    public Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (Worker.TryGetCurrent() is { IsMain: false } worker && worker.System == this)
        {
            throw new InvalidOperationException(
                $"Worker '{worker.Path}' cannot await the end of its own system: it would wait for itself. Fire an event at whoever made it.");
        }

        return BeginStop().WaitAsync(cancellationToken);
    }

    /// <summary>Stops every worker, and waits for those that are no daemons for <see cref="WorkerSystemOptions.ShutdownTimeout"/> at
    /// most; then each one that still runs is logged with what it waits for.</summary>
    public async ValueTask DisposeAsync()
    {
        var start = TimeProvider.GetTimestamp();
        if (!_gaveUp)
        {
            using var timeout = new CancellationTokenSource(_options.ShutdownTimeout, TimeProvider);
            try
            {
                await StopAsync(timeout.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (timeout.IsCancellationRequested)
            {
                LogWhoDidNotStop(_options.ShutdownTimeout);
            }
        }

        // Who still runs, daemons above all, may sleep in its clean-up: the clock goes on for it.
        if (Roots.Count == 0) Deadlines.Dispose();

        // One limit for all of it: the engine has what the workers have left.
        var left = _options.ShutdownTimeout - TimeProvider.GetElapsedTime(start);
        var isInfinite = _options.ShutdownTimeout == Timeout.InfiniteTimeSpan;
        await Engine.StopAsync(isInfinite ? Timeout.InfiniteTimeSpan : left > TimeSpan.Zero ? left : TimeSpan.Zero).ConfigureAwait(false);
    }

    /// <summary>Every running worker: its state, its mailbox and what it waits for, parents before children.</summary>
    /// <remarks>A snapshot made for this call; the workers do not stand still for it.</remarks>
    public IReadOnlyList<WorkerStatus> Status() => WorkerStatus.OfTrees(Roots.ToArray().Cast<Worker>());

    /// <summary>The time of an orderly stop is over: tells every worker at once, waits for none, and logs who still runs.</summary>
    /// <returns>False when somebody did.</returns>
    internal bool GiveUp(TimeSpan waited)
    {
        _gaveUp = true;
        _ = BeginStop();
        return LogWhoDidNotStop(waited);
    }

    /// <returns>True when nobody was left.</returns>
    private bool LogWhoDidNotStop(TimeSpan timeout)
    {
        // The main worker was told last: alone it holds up nothing.
        var running = Status()
            .Where(status => status is { IsDaemon: false, IsRunning: true } && (status.Path != Main.Path || Main.Children.Count > 0))
            .ToArray();
        if (running.Length == 0) return true;

        Logger.DidNotStop(running.Length, TimeSpan.FromSeconds(Math.Round(timeout.TotalSeconds, 1)), WorkerStatus.Lines(running));
        return false;
    }

    internal void ThrowIfStopped(Worker worker)
    {
        if (IsStopped) throw Stopped(worker);
    }

    internal ObjectDisposedException Stopped(Worker worker) =>
        new(nameof(WorkerSystem), $"Worker '{worker.Path}' cannot start: its system has been stopped. Make a new WorkerSystem.");

    private Task BeginStop()
    {
        ResultSource<bool> released;
        lock (_stopGate)
        {
            if (_stop is not null) return _stop;
            released = new ResultSource<bool>("the end of the system");
            _stop = released.Task;
        }

        // Outside the lock: user code runs here, at stop tokens and in a polled main worker, and may ask for the stop itself.
        StopWorkers(released);
        Engine.OnAwaited(released.Task);
        return released.Task;
    }

    private void StopWorkers(ResultSource<bool> released)
    {
        IsStopped = true;
        if (Roots.Close(() => released.TrySetResult(true), out var roots)) released.TrySetResult(true);
        foreach (var root in roots) ((Worker)root).TryStop();

        // The main flow stands here and polls no more: what the main worker still has to do happens now, or on the pool. A turn that is
        // under way on this thread goes on by itself.
        if (!Main.IsRunning || Main.Flow is not { } main) return;
        if (Main.Dispatcher.Kind == DispatcherKind.Polled && Worker.CurrentFrame is not { Flow.IsInTurn: true }) Update();
        main.Open();
        Engine.LetPool(main.Mailbox);
    }
}
