using Actors.Jobs;

namespace Actors;

/// <content>How far it has come. Any thread.</content>
public abstract partial class Job : IProgress<JobProgress>
{
    private JobProgress? _progress;
    private ProgressCall? _progressCall;

    /// <summary>How far it has come, by its last report; null before the first.</summary>
    public JobProgress? Progress => Volatile.Read(ref _progress);

    /// <summary>Reports how far it has come: <see cref="Progress"/> is that at once, and the worker hears <see cref="JobEvents.Progress"/>.</summary>
    /// <param name="value">How far. After the job's end it is ignored.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not from 0 to 1.</exception>
    public void Report(JobProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Fraction is { } fraction && !(fraction is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(value), fraction, "A fraction is from 0 to 1; null when nobody knows.");
        }

        if (HasEnded) return;
        Volatile.Write(ref _progress, value);
        if (Volatile.Read(ref _progressCall) is not { } call)
        {
            var made = new ProgressCall(this);
            call = Interlocked.CompareExchange(ref _progressCall, made, null) ?? made;
        }

        call.Post(_coroutine.Flow);
    }

    /// <summary>Reports how far it has come; see <see cref="Report(JobProgress)"/>.</summary>
    /// <param name="fraction">From 0 to 1.</param>
    /// <param name="text">For people; nothing by default.</param>
    public void Report(double fraction, string? text = null) => Report(new JobProgress(fraction, text));

    /// <summary>Makes a progress of another type, for code that reports its own, from whatever thread.</summary>
    /// <param name="read">Reads a report, in the worker's loop and in the order of the reports; null says nothing about the job. Of reports
    /// that come faster than they are heard, the last one is read. It cannot wait (spec F7), and what it throws is a listener's error
    /// (spec E5).</param>
    /// <exception cref="ArgumentNullException"><paramref name="read"/> is null.</exception>
    public IProgress<T> ProgressOf<T>(Func<T, JobProgress?> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return new ReadProgress<T>(this, _coroutine.Flow, read);
    }

    /// <summary>The event about it is handled here and now. In a turn.</summary>
    internal void TellProgress(WorkerFlow flow) => flow.Dispatch(NewNotice(JobEvents.Progress).Event, Direction.None);
}
