using System.Runtime.CompilerServices;

namespace Actors;

/// <content>The waits (spec W1).</content>
public static partial class CurrentWorker
{
    /// <summary>Waits for a time.</summary>
    /// <param name="time">Zero or more; never ends early (spec W2).</param>
    public static ValueTask Sleep(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        return Waits.FrameOf() is { } frame ? SignalWait.Sleep(frame, time).AsTask() : InTemporaryWorker(time, static time => Sleep(time));
    }

    /// <summary>Waits until the worker is told to stop (spec L4).</summary>
    public static ValueTask WaitForever() =>
        Waits.FrameOf() is { } frame ? SignalWait.Forever(frame).AsTask() : InTemporaryWorker(0, static _ => WaitForever());

    /// <summary>Processes all that is queued and goes on, without waiting for more (spec W4).</summary>
    public static ValueTask Update() =>
        Waits.FrameOf() is { } frame ? SignalWait.Update(frame).AsTask() : ValueTask.CompletedTask;

    /// <summary>Waits for an event by name.</summary>
    /// <param name="name">The event's name.</param>
    /// <param name="target">The only sender that counts; all by default.</param>
    /// <returns>The event, after its listeners (spec E7).</returns>
    public static ValueTask<Event> WaitEvent(string name, IEventTarget? target = null) =>
        Never(WaitEvent(name, Timeout.InfiniteTimeSpan, target));

    /// <summary>Waits for an event by name, for a time.</summary>
    /// <param name="name">The event's name.</param>
    /// <param name="timeout">How long at most.</param>
    /// <param name="target">The only sender that counts; all by default.</param>
    /// <returns>The event; null when the time ran out.</returns>
    public static ValueTask<Event?> WaitEvent(string name, TimeSpan timeout, IEventTarget? target = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        CheckTimeout(timeout);
        return Waits.FrameOf() is { } frame
            ? EventWait.Start(frame, name, target, null, timeout)
            : InTemporaryWorker((name, timeout, target), static wait => WaitEvent(wait.name, wait.timeout, wait.target));
    }

    /// <summary>Waits for a typed event.</summary>
    /// <param name="name">The event's name.</param>
    /// <param name="target">The only sender that counts; all by default.</param>
    /// <returns>The event, after its listeners (spec E7).</returns>
    public static ValueTask<Event<T>> WaitEvent<T>(EventName<T> name, IEventTarget? target = null) =>
        Never(WaitEvent(name, Timeout.InfiniteTimeSpan, target));

    /// <summary>Waits for a typed event, for a time.</summary>
    /// <param name="name">The event's name.</param>
    /// <param name="timeout">How long at most.</param>
    /// <param name="target">The only sender that counts; all by default.</param>
    /// <returns>The event; null when the time ran out.</returns>
    /// <exception cref="InvalidCastException">An event of that name came with data of another type.</exception>
    public static ValueTask<Event<T>?> WaitEvent<T>(EventName<T> name, TimeSpan timeout, IEventTarget? target = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        CheckTimeout(timeout);
        return Waits.FrameOf() is { } frame
            ? EventWait<T>.Start(frame, name.Name, target, timeout)
            : InTemporaryWorker((name, timeout, target), static wait => WaitEvent(wait.name, wait.timeout, wait.target));
    }

    /// <summary>Waits for the first event that fulfils a condition.</summary>
    /// <param name="condition">Called in the loop for each event; what it throws, the wait throws.</param>
    /// <returns>The event.</returns>
    public static ValueTask<Event> WaitUntil(Func<Event, bool> condition) => Never(WaitUntil(condition, Timeout.InfiniteTimeSpan));

    /// <summary>Waits for the first event that fulfils a condition, for a time.</summary>
    /// <param name="condition">Called in the loop for each event; what it throws, the wait throws.</param>
    /// <param name="timeout">How long at most.</param>
    /// <returns>The event; null when the time ran out.</returns>
    public static ValueTask<Event?> WaitUntil(Func<Event, bool> condition, TimeSpan timeout)
    {
        ArgumentNullException.ThrowIfNull(condition);
        CheckTimeout(timeout);
        return Waits.FrameOf() is { } frame
            ? EventWait.Start(frame, null, null, condition, timeout)
            : InTemporaryWorker((condition, timeout), static wait => WaitUntil(wait.condition, wait.timeout));
    }

    /// <summary>Waits for a task from outside (spec F3); events are processed meanwhile.</summary>
    /// <param name="task">What to wait for.</param>
    /// <exception cref="Exception">What the task failed with.</exception>
    public static ValueTask Wait(Task task)
    {
        ArgumentNullException.ThrowIfNull(task);
        var frame = Waits.FrameOf();
        if (Waits.IsMet(task, frame)) return new ValueTask(task);
        return frame is null ? InTemporaryWorker(task, static task => Wait(task)) : CompletionWait.For(frame, task, Timeout.InfiniteTimeSpan).AsTask();
    }

    /// <summary>Waits for the result of a task from outside (spec F3); events are processed meanwhile.</summary>
    /// <param name="task">What to wait for.</param>
    /// <exception cref="Exception">What the task failed with.</exception>
    public static ValueTask<T> Wait<T>(Task<T> task)
    {
        ArgumentNullException.ThrowIfNull(task);
        if (Waits.FrameOf() is { } frame) return Waits.For(frame, task);
        return Waits.IsMet(task, null) ? new ValueTask<T>(task) : InTemporaryWorker(task, static task => Wait(task));
    }

    /// <summary>Waits for a task from outside, for a time; events are processed meanwhile.</summary>
    /// <param name="task">What to wait for.</param>
    /// <param name="timeout">How long at most.</param>
    /// <returns>Whether the task has ended, well or not; awaiting it then tells which.</returns>
    public static ValueTask<bool> Wait(Task task, TimeSpan timeout)
    {
        ArgumentNullException.ThrowIfNull(task);
        CheckTimeout(timeout);
        if (Waits.FrameOf() is { } frame) return Waits.For(frame, task, timeout);
        return Waits.IsMet(task, null)
            ? ValueTask.FromResult(true)
            : InTemporaryWorker((task, timeout), static wait => Wait(wait.task, wait.timeout));
    }

    /// <summary>Waits until a worker's run has ended (spec L9).</summary>
    /// <param name="worker">The worker; one that has ended ends the wait at once.</param>
    /// <returns>How it ended; this does not throw what its body threw.</returns>
    /// <exception cref="InvalidOperationException">It is the current worker, which would wait for itself.</exception>
    public static ValueTask<WorkerResult> Wait(Worker worker)
    {
        ThrowIfCurrent(worker);
        return Wait(worker.End);
    }

    /// <summary>Waits until a worker's run has ended, for a time.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="timeout">How long at most.</param>
    /// <returns>How it ended; null when the time ran out.</returns>
    public static ValueTask<WorkerResult?> Wait(Worker worker, TimeSpan timeout)
    {
        CheckTimeout(timeout);
        var frame = Waits.FrameOf();
        ThrowIfCurrent(worker);
        var end = worker.End;
        if (Waits.IsMet(end, frame)) return new ValueTask<WorkerResult?>(end!);
        return frame is null
            ? InTemporaryWorker((worker, timeout), static wait => Wait(wait.worker, wait.timeout))
            : ResultWait<WorkerResult>.Start(frame, end, timeout);
    }

    private static void ThrowIfCurrent(Worker worker)
    {
        ArgumentNullException.ThrowIfNull(worker);
        if (Worker.TryGetCurrent() != worker || worker.IsMain) return;
        throw new InvalidOperationException($"Worker '{worker.Path}' waits for itself, for ever. Let its body end, or use Exit().");
    }

    // Without a deadline the result is never null: one value task, two views of it.
    private static ValueTask<TEvent> Never<TEvent>(ValueTask<TEvent?> wait)
        where TEvent : Event => Unsafe.As<ValueTask<TEvent?>, ValueTask<TEvent>>(ref wait);

    private static void CheckTimeout(TimeSpan timeout, [CallerArgumentExpression(nameof(timeout))] string name = "")
    {
        if (timeout != Timeout.InfiniteTimeSpan) ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.Zero, name);
    }

    // The wait comes with its arguments: a closure would be made at every wait, inside workers too.
    private static async ValueTask InTemporaryWorker<TArguments>(TArguments arguments, Func<TArguments, ValueTask> wait)
    {
        var result = await TemporaryWorker(async () => await wait(arguments)).Completion;
        ThrowUnlessCompleted(result);
    }

    /// <inheritdoc cref="InTemporaryWorker{TArguments}"/>
    private static async ValueTask<T> InTemporaryWorker<TArguments, T>(TArguments arguments, Func<TArguments, ValueTask<T>> wait)
    {
        var result = await TemporaryWorker(async () => await wait(arguments)).Completion;
        ThrowUnlessCompleted(result);
        return (T)result.Value!;
    }

    private static Worker TemporaryWorker(Func<Task> body) => WorkerSystem.Default.Start(body, TemporaryOptions);

    private static Worker TemporaryWorker<T>(Func<Task<T>> body) => WorkerSystem.Default.Start(body, TemporaryOptions);

    private static WorkerOptions TemporaryOptions =>
        new() { Parent = WorkerParent.None, IsDaemon = true, LogFailures = false, Name = "temporary" };

    private static void ThrowUnlessCompleted(WorkerResult result)
    {
        result.ThrowIfFaulted();
        if (result.State == WorkerState.Stopped) throw new WorkerExit();
    }
}
