namespace Actors.Tests.Conformance;

/// <summary>What a test waits on before it acts.</summary>
internal static class Barriers
{
    /// <summary>Real time: what never comes fails a test instead of hanging it. Long, since a busy machine is no failure.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>A signal whose waiters go on elsewhere.</summary>
    public static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc cref="Signal()"/>
    public static TaskCompletionSource<T> Signal<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The task, or a failure when it does not come.</summary>
    public static Task Soon(this Task task) => task.WaitAsync(Patience);

    /// <inheritdoc cref="Soon(Task)"/>
    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Patience);

    /// <summary>The end of the worker's run.</summary>
    public static Task<WorkerResult> Ended(this Worker worker) => worker.Completion.Soon();

    /// <summary>Completes when the worker has handled all that is queued now, and is at a wait point.</summary>
    public static Task AtWaitPoint(this Worker worker)
    {
        var reached = Signal();
        worker.Later(() => reached.SetResult());
        return reached.Task.Soon();
    }

    /// <summary>As <see cref="AtWaitPoint"/>, or completes when the run has ended.</summary>
    public static async Task AtWaitPointOrEnd(this Worker worker)
    {
        var completion = worker.Completion;
        try
        {
            await Task.WhenAny(worker.AtWaitPoint(), completion);
        }
        catch (InvalidOperationException)
        {
            await completion;
        }
    }

    /// <summary>The value of a run that completed; throws what the body threw.</summary>
    public static async Task<object?> Value(this Worker worker)
    {
        var result = await worker.Ended();
        result.ThrowIfFaulted();
        Assert.Equal(WorkerState.Completed, result.State);
        return result.Value;
    }

    /// <summary>Runs code on a thread that inherits nothing: no worker, no execution context.</summary>
    public static Task<T> OnPlainThread<T>(Func<T> code)
    {
        var ended = Signal<T>();
        var thread = new Thread(() =>
        {
            try
            {
                ended.SetResult(code());
            }
            catch (Exception error)
            {
                ended.SetException(error);
            }
        })
        { IsBackground = true };
        thread.UnsafeStart();
        return ended.Task.Soon();
    }

    /// <inheritdoc cref="OnPlainThread{T}"/>
    public static Task OnPlainThread(Action code) => OnPlainThread(() =>
    {
        code();
        return true;
    });
}
