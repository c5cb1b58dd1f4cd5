using System.Runtime.ExceptionServices;

namespace Actors.Scopes;

/// <summary>The worker of a scope: knows its children by the events about them, and ends when they have.</summary>
/// <remarks>When its body returns, the end of its run stops the children and waits for them (spec C4). All fields belong to its flow, and are
/// read by others after its end.</remarks>
internal sealed class ScopeWorker
{
    private readonly ScopeOptions _options;
    private readonly ResultSource<bool> _over = new("the workers of the scope");
    private readonly long _opened;

    /// <summary>What its children failed with, in the order of their ends.</summary>
    private readonly List<Exception> _failures = [];

    private TimeoutException? _timedOut;
    private bool _isJoined;

    public ScopeWorker(WorkerSystem system, ScopeOptions options)
    {
        _options = options;
        _opened = system.TimeProvider.GetTimestamp();

        // No daemon, whatever is around it: then its workers are none either, and it waits for them.
        Worker = system.Create(Run, new WorkerOptions { Name = options.Name, IsDaemon = false });
        Worker.Start();
    }

    public Worker Worker { get; }

    /// <summary>Ends the scope as soon as nobody is in it. Any thread.</summary>
    public void CloseWhenEmpty() => Worker.Flow!.TryLater((Action)(() =>
    {
        _isJoined = true;
        EndIfEmpty();
    }));

    /// <summary>Ends the scope at once. Any thread.</summary>
    public void Abandon()
    {
        var count = Worker.ChildCount;
        if (Worker.TryStop() && count > 0) Worker.System.Logger.ScopeAbandoned(Worker.Path, count);
    }

    /// <summary>After its end: throws what the scope's owner is to hear of.</summary>
    public void ThrowIfFailed(WorkerResult result)
    {
        result.ThrowIfFaulted();
        if (_options.OnFailure == ScopeFailure.StopOthers && _failures is [var first, ..]) ExceptionDispatchInfo.Throw(first);
        if (_timedOut is not null) ExceptionDispatchInfo.Throw(_timedOut);
        if (result.State == WorkerState.Stopped) throw new OperationCanceledException($"The scope '{Worker.Path}' was told to stop.");
        if (_options.OnFailure == ScopeFailure.WaitForAll && _failures.Count > 0)
        {
            throw new AggregateException($"Workers of the scope '{Worker.Path}' have failed.", _failures);
        }
    }

    private async Task Run()
    {
        Worker.Listen(WorkerEvents.ChildEnd, OnChildEnd, ListenerOptions.ThisRun);
        if (await Waits.For(Waits.FrameOf()!, _over.Task, TimeLeft())) return;

        // The last has ended in time, and word of it stands behind the deadline.
        if (_isJoined && Worker.ChildCount == 0) return;
        _timedOut = new TimeoutException(Describe());
    }

    private TimeSpan TimeLeft()
    {
        if (_options.Timeout == Timeout.InfiniteTimeSpan) return _options.Timeout;
        var left = _options.Timeout - Worker.System.TimeProvider.GetElapsedTime(_opened);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private void OnChildEnd(Event e)
    {
        if (e is not ChildEvent { IsEnd: true } end) return;

        // What the deadline or a failure has stopped may fail in its clean-up: that is no reason of its own.
        if (end.Failure is { } failure && !(_timedOut is not null && _options.OnFailure == ScopeFailure.StopOthers))
        {
            if (_options.OnFailure != ScopeFailure.Collect) _failures.Add(failure);
            if (_options.OnFailure == ScopeFailure.StopOthers) _over.TrySetResult(true);
        }

        EndIfEmpty();
    }

    private void EndIfEmpty()
    {
        if (_isJoined && Worker.ChildCount == 0) _over.TrySetResult(true);
    }

    private string Describe()
    {
        var running = WorkerStatus.OfTrees(Worker.Children).Where(static status => status.IsRunning).ToArray();
        return $"The scope '{Worker.Path}' took longer than {_options.Timeout}: {running.Length} of its workers had not ended and were stopped." +
            WorkerStatus.Lines(running);
    }
}
