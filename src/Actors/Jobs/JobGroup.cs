using System.Runtime.ExceptionServices;
using Actors.Jobs;

namespace Actors;

/// <summary>Many jobs on one worker, no more than a limit at once; itself a job, with their results in the order of the items.</summary>
/// <remarks>Made by <see cref="Worker.StartJobs{TItem, TResult}"/>. The items are enumerated in the worker's loop, the next one when there is
/// room for its job. The group ends after the last of its jobs; what ends it cancels them, and pausing or resuming it does so to them. Its
/// progress is the part of its jobs that have ended, where the number of the items is known.</remarks>
/// <typeparam name="TResult">The type of one job's result.</typeparam>
public sealed partial class JobGroup<TResult> : Job<TResult[]>
{
    /// <summary>How many jobs are started before they get a turn.</summary>
    private const int MostAtOnce = 256;

    private readonly int _limit;
    private readonly int? _count;
    private readonly JobFailure _onFailure;

    /// <summary>The jobs in the order of the items. Its own lock, for those who look at it from outside.</summary>
    private readonly List<Job<TResult>> _jobs = [];

    private IEnumerable<Func<Job, Task<TResult>>>? _codes;

    /// <summary>Resolved by the next job that ends; null when nobody waits for one. In turns.</summary>
    private ResultSource<bool>? _room;

    private int _running;
    private Exception? _failure;

    internal JobGroup(
        Worker worker, WorkerFlow flow, JobGroupOptions options, int limit, int? count, IEnumerable<Func<Job, Task<TResult>>> codes)
        : base(worker, flow, new JobOptions { Name = options.Name })
    {
        options.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        _limit = limit;
        _count = count;
        _onFailure = options.OnFailure;
        _codes = codes;
    }

    /// <summary>Its jobs as far as they were started, in the order of the items: each has its state, result and error.</summary>
    public IReadOnlyList<Job<TResult>> Jobs
    {
        get
        {
            lock (_jobs) return [.. _jobs];
        }
    }

    private bool IsFailing => _failure is not null && _onFailure == JobFailure.CancelOthers;

    /// <inheritdoc/>
    public override bool Pause()
    {
        if (!base.Pause()) return false;
        foreach (var job in Jobs) job.Pause();
        return true;
    }

    /// <inheritdoc/>
    public override bool Resume()
    {
        if (!base.Resume()) return false;
        foreach (var job in Jobs) job.Resume();
        return true;
    }

    internal override Task Invoke() => RunAll();

    private protected override void Forget() => _codes = null;

    private protected override void OnEndedFurther() => TellReaders();

    private async Task<TResult[]> RunAll()
    {
        try
        {
            await StartAll();
            while (_running > 0 && !IsFailing) await Room();
        }
        finally
        {
            await EndAll();
        }

        if (_failure is null) return Array.ConvertAll([.. Jobs], static job => job.Result);
        if (_onFailure == JobFailure.CancelOthers) ExceptionDispatchInfo.Throw(_failure);
        throw new AggregateException($"Of the jobs of '{Path}' some failed.", Jobs.Select(FailureOf).OfType<Exception>());
    }

    private async Task StartAll()
    {
        using var codes = _codes!.GetEnumerator();
        for (var started = 1; ; started++)
        {
            while (_running >= _limit && !IsFailing) await Room();
            if (IsFailing || !codes.MoveNext()) return;
            StartOne(codes.Current);
            if (started % MostAtOnce == 0) await CurrentWorker.Update();
        }
    }

    private void StartOne(Func<Job, Task<TResult>> code)
    {
        var options = new JobOptions { Name = $"{Name}-{_jobs.Count}", LogFailures = false };
        var job = new GroupMember<TResult>(Worker, Flow, options, code, OnJobEnded);
        job.Start();
        lock (_jobs) _jobs.Add(job);
        _running++;

        // Whoever pauses the group may have looked at its jobs before this one was there.
        if (State == JobState.Paused && job.Pause() && State != JobState.Paused) job.Resume();
    }

    /// <summary>No job outlives its group, however often that is told to leave.</summary>
    private async Task EndAll()
    {
        if (_running == 0) return;
        foreach (var job in Jobs) job.Cancel();
        while (_running > 0)
        {
            try
            {
                await Room();
            }
            catch (Exception error) when (_running > 0)
            {
                _failure ??= error;
            }
        }
    }

    /// <summary>Waits until a job ends.</summary>
    private async ValueTask Room()
    {
        _room = new ResultSource<bool>(this);
        await Wait(_room.Task);
    }

    /// <summary>In a turn.</summary>
    private void OnJobEnded(Job<TResult> job)
    {
        _running--;
        _failure ??= FailureOf(job);
        AddEnded(job);
        if (_count is { } count and > 0) Report(Math.Min(1, (double)_ended.Count / count));
        _room?.TrySetResult(true);
        TellReaders();
    }

    private static Exception? FailureOf(Job job) => job.State switch
    {
        JobState.Faulted => job.Error,
        JobState.Cancelled => new OperationCanceledException($"Job '{job.Path}' was cancelled."),
        _ => null,
    };
}
