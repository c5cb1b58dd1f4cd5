using System.Runtime.CompilerServices;

namespace Actors;

/// <summary>What the waits of <see cref="CurrentWorker"/>, and those of the floors above, are made of.</summary>
internal static class Waits
{
    /// <summary>The frame that waits; null outside every worker.</summary>
    public static Frame? FrameOf([CallerMemberName] string wait = "")
    {
        if (Worker.CurrentFrame is not { } frame) return null;
        var flow = frame.Flow;
        if (!flow.IsInSynchronousCode) return frame;
        throw new InvalidOperationException(
            $"{wait} in a synchronous listener, callback or function of worker '{flow.Path}' would stop its loop. " +
            "Make it asynchronous (Listen(name, async e => …), Later(async () => …), Async(async () => …)), or do the waiting in the body.");
    }

    /// <summary>Whether the task has ended, and the code may go on at once: off its flow's turn it first comes back (spec F6), a loop over
    /// ended tasks must handle its events and hear that it is to stop, and a parent hears of a child's end first.</summary>
    public static bool IsMet(Task task, Frame? frame) =>
        task.IsCompleted && task.AsyncState is not ResultTeller { IsTold: false } && MayGoOn(frame);

    /// <summary>Whether code whose wait is met may go on at once, as far as its flow is concerned.</summary>
    public static bool MayGoOn(Frame? frame) =>
        frame is not { Flow: { IsInTurn: false } or { IsStopRequested: true } or { MailboxDepth: > 0 } or { IsHeldBack: true } }
        && frame is not Coroutine { MustWait: true };

    /// <summary>Waits for a result, in the loop.</summary>
    public static ValueTask<T> For<T>(Frame frame, Task<T> task) =>
        IsMet(task, frame) ? new ValueTask<T>(task) : ResultWait<T>.Start(frame, task, Timeout.InfiniteTimeSpan)!;

    /// <summary>Waits for a task for a time, in the loop.</summary>
    /// <returns>Whether the task has ended.</returns>
    public static ValueTask<bool> For(Frame frame, Task task, TimeSpan timeout) =>
        IsMet(task, frame) ? ValueTask.FromResult(true) : CompletionWait.For(frame, task, timeout).AsTaskOfBool();

    /// <summary>For a wait that is made of several: code off its flow's turn comes back to it all the same (spec F6).</summary>
    public static ValueTask ComingBack(ValueTask wait) => Worker.CurrentFrame is { Flow.IsInTurn: false } frame
        ? CompletionWait.For(frame, wait.AsTask(), Timeout.InfiniteTimeSpan, isOurs: true).AsTask()
        : wait;

    /// <inheritdoc cref="ComingBack(ValueTask)"/>
    public static ValueTask<T> ComingBack<T>(ValueTask<T> wait) => Worker.CurrentFrame is { Flow.IsInTurn: false } frame
        ? ResultWait<T>.Start(frame, wait.AsTask(), Timeout.InfiniteTimeSpan, isOurs: true)!
        : wait;
}
