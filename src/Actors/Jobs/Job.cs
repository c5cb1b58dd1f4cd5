using System.Runtime.ExceptionServices;
using Actors.Jobs;

namespace Actors;

/// <summary>A function with sequential-looking code that runs in a worker's loop, step by step, beside its body (spec J1).</summary>
/// <remarks>
/// <para>Started by <see cref="Worker.StartJob(Func{Job, Task}, JobOptions?)"/>. Each step, from one wait to the next, is a piece of the worker's
/// flow: no two of them overlap, no locks are needed, and any number of jobs interleave. <see cref="Sleep"/>, <see cref="Run{T}(Func{T})"/>,
/// <see cref="Wait(Task)"/> and every wait of <see cref="CurrentWorker"/> are its waits. A plain <c>await</c> comes back to the worker's loop
/// too; it is no wait, so that a pause or a cancellation comes only at the next one. The library's waits of a job go on at its worker's wait
/// points: a body that awaits something foreign keeps them back.</para>
/// <para>A job ends before its worker: when the body has ended, the jobs are cancelled, and the worker waits for them (spec J3). A worker's
/// pause holds its jobs. What the worker hears of them is in <see cref="JobEvents"/>. Members for control may be called from any
/// thread.</para>
/// </remarks>
public abstract partial class Job
{
    private readonly JobCoroutine _coroutine;
    private readonly JobOptions _options;
    private readonly long _id;

    /// <summary>How it ended; <see cref="JobState.Queued"/> until then.</summary>
    private volatile JobState _end;

    /// <summary>Made when somebody asks for it.</summary>
    private ResultSource<JobState>? _completion;

    /// <summary>Whether somebody gets its error by <see cref="Get"/>.</summary>
    private volatile bool _isObserved;

    private protected Job(Worker worker, WorkerFlow flow, JobOptions options)
    {
        options.Validate();
        Worker = worker;
        _options = options;
        _id = worker.System.NextJobId();
        _coroutine = new JobCoroutine(flow, this);
    }

    /// <summary>In whose loop it runs.</summary>
    public Worker Worker { get; }

    /// <summary>The last part of its path.</summary>
    public string Name => _options.Name ?? $"job-{_id}";

    /// <summary>Its name behind its worker's path, such as <c>/downloads/job-3</c>.</summary>
    public string Path => $"{Worker.Path}/{Name}";

    /// <summary>Where it stands in its life; a snapshot (spec J3).</summary>
    public JobState State => _end != JobState.Queued ? _end
        : _coroutine.IsPaused ? JobState.Paused
        : _coroutine.HasBegun ? JobState.Running : JobState.Queued;

    /// <summary>Whether it has ended: completed, cancelled or faulted.</summary>
    public bool HasEnded => _end != JobState.Queued;

    /// <summary>What its code threw; null unless it is <see cref="JobState.Faulted"/>.</summary>
    public Exception? Error { get; private set; }

    /// <summary>Completes when it has ended; never throws.</summary>
    /// <value>How it ended. A plain <c>await</c> of it is no wait point: inside a worker use <see cref="Get"/> or <c>Wait(job.Completion)</c>.</value>
    public Task<JobState> Completion
    {
        get
        {
            var end = End;
            if (!end.IsCompleted && WorkerFlow.InTurn is null) Worker.System.Engine.OnAwaited(end);
            return end;
        }
    }

    internal long Id => _id;

    private protected WorkerFlow Flow => _coroutine.Flow;

    /// <summary>The same task, for the library's own waits.</summary>
    private Task<JobState> End
    {
        get
        {
            if (Volatile.Read(ref _completion) is { } made) return made.Task;
            lock (_coroutine)
            {
                _completion ??= new ResultSource<JobState>(this);
                if (HasEnded) _completion.TrySetResult(_end);
                return _completion.Task;
            }
        }
    }

    /// <summary>Enters the caller's loop until the job has ended; at once when it has.</summary>
    /// <exception cref="Exception">What its code threw, with its own stack.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="WorkerExit">The caller was told to stop.</exception>
    /// <exception cref="InvalidOperationException">The job's own code called it, which would wait for itself; or a synchronous listener,
    /// which cannot wait (spec F7).</exception>
    public ValueTask Get()
    {
        var frame = FrameOfCaller();
        return Waits.ComingBack(Ended(frame));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Path} ({State})";

    internal void Start()
    {
        // Its end, which takes the lock too, is told behind its start: the worker may end right here.
        lock (_coroutine)
        {
            if (_coroutine.TryStart()) return;
        }

        throw Worker.TakesNoJobs();
    }

    internal void OnOpened() => Tell(JobEvents.Start);

    /// <summary>Calls its code. In a turn.</summary>
    internal abstract Task Invoke();

    /// <summary>Its code has ended. In a turn.</summary>
    internal void OnEnded(Task task)
    {
        var (state, error) = OutcomeOf(task);

        // Whoever sees that it has ended finds it in the log.
        if (error is not null && _options.LogFailures && !_isObserved) Worker.System.Logger.JobFailed(Path, error);
        ResultSource<JobState>? completion;
        lock (_coroutine)
        {
            if (state == JobState.Completed) TakeResult(task);
            Error = error;
            _end = state;
            completion = _completion;
            completion?.SetResultUntold(state);
            Tell(state switch
            {
                JobState.Completed => JobEvents.Done,
                JobState.Cancelled => JobEvents.Cancel,
                _ => JobEvents.Error,
            });
        }

        Forget();

        // Who waits hears the event first.
        completion?.Tell();
        OnEndedFurther();
    }

    /// <summary>The code has returned; no user code may run in here.</summary>
    private protected virtual void TakeResult(Task task)
    {
    }

    /// <summary>Lets go of its code, and of all that hangs on it.</summary>
    private protected abstract void Forget();

    /// <summary>For groups. In a turn.</summary>
    private protected virtual void OnEndedFurther()
    {
    }

    /// <summary>The frame that is to wait for this job.</summary>
    private protected Frame? FrameOfCaller()
    {
        var frame = Waits.FrameOf(nameof(Get));
        if (frame == _coroutine)
        {
            throw new InvalidOperationException($"Job '{Path}' waits for itself, for ever. Let its code return instead.");
        }

        _isObserved = true;
        return frame;
    }

    /// <summary>Waits for its end, and throws unless it completed.</summary>
    private protected async ValueTask Ended(Frame? frame)
    {
        var end = End;
        if (frame is not null)
        {
            await Waits.For(frame, end);
        }
        else
        {
            Worker.System.Engine.OnAwaited(end);
            await end.ConfigureAwait(false);
        }

        ThrowUnlessCompleted();
    }

    private protected void ThrowUnlessCompleted()
    {
        if (Error is not null) ExceptionDispatchInfo.Throw(Error);
        if (_end == JobState.Cancelled) throw new OperationCanceledException($"Job '{Path}' was cancelled.", CancelledToken());
    }

    private (JobState State, Exception? Error) OutcomeOf(Task task)
    {
        if (task.IsCompletedSuccessfully) return (JobState.Completed, null);
        var error = WorkerFlow.ErrorOf(task);
        return error is WorkerExit || (error is OperationCanceledException && IsCancelling)
            ? (JobState.Cancelled, null)
            : (JobState.Faulted, error);
    }

    private void Tell(EventName<Job> name) => _coroutine.Flow.Post(NewNotice(name));

    private Delivery NewNotice(EventName<Job> name) =>
        new(new Event<Job>(name.Name, this, Worker, Direction.None), Direction.None, ItemKind.Notice);
}
