namespace Actors;

/// <summary>A <see cref="Job"/> with a result.</summary>
/// <typeparam name="TResult">The type of the result.</typeparam>
public abstract class Job<TResult> : Job
{
    private TResult _result = default!;

    private protected Job(Worker worker, WorkerFlow flow, JobOptions options)
        : base(worker, flow, options)
    {
    }

    /// <summary>What its code returned.</summary>
    /// <exception cref="InvalidOperationException">It is not <see cref="JobState.Completed"/>.</exception>
    public TResult Result => State == JobState.Completed ? _result : throw new InvalidOperationException(
        $"Job '{Path}' is {State} and has no result{(Error is { } error ? $" (it threw: {ErrorText.MessageOf(error)})" : HasEnded ? "" : " yet: await Get()")}.", Error);

    /// <summary>Enters the caller's loop until the job has ended; at once when it has.</summary>
    /// <returns>What its code returned.</returns>
    /// <exception cref="Exception">What its code threw, with its own stack.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="WorkerExit">The caller was told to stop.</exception>
    /// <exception cref="InvalidOperationException">The job's own code called it, which would wait for itself; or a synchronous listener,
    /// which cannot wait (spec F7).</exception>
    public new ValueTask<TResult> Get()
    {
        var frame = FrameOfCaller();
        return Waits.ComingBack(EndedWithResult());

        async ValueTask<TResult> EndedWithResult()
        {
            await Ended(frame).ConfigureAwait(frame is not null);
            return _result;
        }
    }

    private protected override void TakeResult(Task task) => _result = ((Task<TResult>)task).GetAwaiter().GetResult();
}
