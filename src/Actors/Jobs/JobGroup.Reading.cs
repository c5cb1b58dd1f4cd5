using System.Runtime.CompilerServices;

namespace Actors;

/// <content>The jobs as they end.</content>
public sealed partial class JobGroup<TResult>
{
    /// <summary>The jobs in the order of their ends. Under the lock of the jobs.</summary>
    private readonly List<Job<TResult>> _ended = [];

    /// <summary>Resolved when one more has ended, or the group, or when a reader is to look at its token; null when nobody waits for it.
    /// Under the lock of the jobs.</summary>
    private ResultSource<bool>? _more;

    /// <summary>Streams the jobs as they end: <c>await foreach (var job in group.AsTheyEnd())</c>.</summary>
    /// <param name="cancellationToken">Ends the loop; the group runs on.</param>
    /// <returns>Each job, from the first that ended, however late the loop begins.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks>In a worker, asking for the next one is a wait point. After the last one the loop throws what <see cref="Job{TResult}.Get"/>
    /// throws, but for the failures of <see cref="JobFailure.WaitForAll"/>, which it has seen one by one. Leaving the loop leaves the group
    /// running: <see cref="Job.Cancel"/> ends it.</remarks>
    public async IAsyncEnumerable<Job<TResult>> AsTheyEnd([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var registration = cancellationToken.UnsafeRegister(static group => ((JobGroup<TResult>)group!).TellReaders(), this);
        for (var i = 0; ; i++)
        {
            // Looked at when what it would wait for is known to whoever cancels.
            for (var more = Next(i); more is not null; more = Next(i))
            {
                cancellationToken.ThrowIfCancellationRequested();
                await ForReader(more);
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (EndedAt(i) is not { } job) break;
            yield return job;
        }

        if (_onFailure == JobFailure.CancelOthers || Error is not AggregateException) await Get();
    }

    /// <returns>What to wait for; null when there is one, or no more will come.</returns>
    private Task<bool>? Next(int i)
    {
        lock (_jobs)
        {
            if (i < _ended.Count || HasEnded) return null;
            return (_more ??= new ResultSource<bool>(this)).Task;
        }
    }

    private Job<TResult>? EndedAt(int i)
    {
        lock (_jobs) return i < _ended.Count ? _ended[i] : null;
    }

    private async ValueTask ForReader(Task more)
    {
        if (FrameOfCaller() is not null)
        {
            await CurrentWorker.Wait(more);
            return;
        }

        Worker.System.Engine.OnAwaited(more);
        await more.ConfigureAwait(false);
    }

    private void AddEnded(Job<TResult> job)
    {
        lock (_jobs) _ended.Add(job);
    }

    private void TellReaders()
    {
        ResultSource<bool>? more;
        lock (_jobs) (more, _more) = (_more, null);
        more?.TrySetResult(true);
    }
}
