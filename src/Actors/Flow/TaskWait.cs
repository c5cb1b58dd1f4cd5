using System.Diagnostics.CodeAnalysis;

namespace Actors.Flow;

/// <summary>A wait that the end of a task or of a future ends.</summary>
/// <remarks>What tells it of that end is taken off the task when the wait ends otherwise: by a stop, a deadline, an interruption. So a task
/// that never ends holds nothing of the workers that have waited for it. Made anew for each wait.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "A source of tokens without a timer holds nothing to dispose.")]
internal abstract class TaskWait : Wait
{
    private WaitSignal? _signal;

    /// <summary>Cancelled to take the continuation off a task from outside.</summary>
    private CancellationTokenSource? _continuation;

    /// <summary>What ends the wait by the mailbox. Once a wait.</summary>
    protected WaitSignal NewSignal() => _signal = new WaitSignal(this);

    /// <summary>Ends the wait, in mailbox order, when the task has ended.</summary>
    protected void SignalAtEndOf(Task task)
    {
        var signal = NewSignal();
        if (task.AsyncState is ResultTeller teller)
        {
            teller.Add(signal);
            if (AwaitedEnd is not null) Frame.Flow.Owner.OnAwaitsEnd(this);
            return;
        }

        // Right where the task ends, unless it forbids that: an awaiter's continuation would be sent through the thread pool whenever
        // that is in a turn's code, which has a synchronization context.
        _continuation = new CancellationTokenSource();
        task.ContinueWith(
            static (_, signal) => ((WaitSignal)signal!).Post(),
            signal,
            _continuation.Token,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>The worker whose end a task is, when the wait has no deadline.</summary>
    protected IFlowOwner? EndOf(Task task) =>
        Timeout == System.Threading.Timeout.InfiniteTimeSpan && task is { IsCompleted: false, AsyncState: ResultTeller { Worker: { } worker } } ? worker : null;

    /// <summary>Whose result a task is, or which task it is.</summary>
    protected static string Describe(Task task) =>
        task.AsyncState is ResultTeller teller ? teller.Description : $"{task.GetType().Name} #{task.Id}";

    protected override void OnEnded()
    {
        _signal?.Forget();
        _continuation?.Cancel();
        _continuation = null;
    }
}
