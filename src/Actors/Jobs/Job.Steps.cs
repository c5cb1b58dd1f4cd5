using System.Runtime.CompilerServices;
using Actors.Jobs;

namespace Actors;

/// <content>What the job's own code awaits (spec J2).</content>
public abstract partial class Job
{
    private ElapsedWait? _spareSleep;

    /// <summary>Waits for a time.</summary>
    /// <param name="time">Zero or more; never ends early (spec W2).</param>
    /// <returns>How long it took, by the system's clock, a pause included.</returns>
    /// <exception cref="OperationCanceledException">The job was cancelled.</exception>
    /// <exception cref="InvalidOperationException">Other code than the job's own called it.</exception>
    public ValueTask<TimeSpan> Sleep(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        return ElapsedWait.Start(OwnFrame(), ref _spareSleep, Worker.System.TimeProvider, time);
    }

    /// <summary>Runs a blocking function on a thread of its own, and goes on in the worker's loop with its result.</summary>
    /// <param name="function">What it runs; it may block, and shares nothing with the loop but what is made for several threads.</param>
    /// <returns>What it returned.</returns>
    /// <remarks>No thread can be made to leave a function: a job that is cancelled goes on at once, and the function on its thread, whose
    /// result is dropped. Give it a token (<see cref="Run{T}(Func{CancellationToken, T})"/>) if it can take one.</remarks>
    /// <exception cref="Exception">What the function threw, with its own stack.</exception>
    /// <exception cref="OperationCanceledException">The job was cancelled.</exception>
    /// <exception cref="ArgumentException">The function is an asynchronous one, which does not block: await it in the job.</exception>
    /// <exception cref="InvalidOperationException">Other code than the job's own called it.</exception>
    /// <exception cref="ObjectDisposedException">The system has been stopped, and starts no threads any more.</exception>
    public ValueTask<T> Run<T>(Func<T> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Run<T>(_ => function());
    }

    /// <summary>Runs a blocking function on a thread of its own; see <see cref="Run{T}(Func{T})"/>.</summary>
    /// <param name="function">What it runs. Its token is cancelled when the job goes on without it.</param>
    /// <returns>What it returned.</returns>
    public ValueTask<T> Run<T>(Func<CancellationToken, T> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (typeof(T).IsAssignableTo(typeof(Task)) || typeof(T) == typeof(ValueTask))
        {
            throw new ArgumentException($"Run is for functions that block, and this one returns a {typeof(T).Name}: await it, or 'await job.Wait(…)'.");
        }

        return Waits.ComingBack(Ran(OwnFrame(), function));
    }

    /// <summary>Runs a blocking function without a result on a thread of its own; see <see cref="Run{T}(Func{T})"/>.</summary>
    /// <param name="function">What it runs.</param>
    public ValueTask Run(Action function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Run(_ => function());
    }

    /// <summary>Runs a blocking function without a result on a thread of its own; see <see cref="Run{T}(Func{T})"/>.</summary>
    /// <param name="function">What it runs. Its token is cancelled when the job goes on without it.</param>
    public ValueTask Run(Action<CancellationToken> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Waits.ComingBack(RunAll(OwnFrame()));

        async ValueTask RunAll(Frame frame) => await Ran(frame, token =>
        {
            function(token);
            return true;
        });
    }

    /// <summary>Waits for a task from outside (spec F3).</summary>
    /// <param name="task">What to wait for.</param>
    /// <exception cref="Exception">What the task failed with.</exception>
    /// <exception cref="OperationCanceledException">The job was cancelled; the task goes on.</exception>
    /// <exception cref="InvalidOperationException">Other code than the job's own called it.</exception>
    public ValueTask Wait(Task task)
    {
        OwnFrame();
        return CurrentWorker.Wait(task);
    }

    /// <summary>Waits for the result of a task from outside (spec F3).</summary>
    /// <param name="task">What to wait for.</param>
    /// <exception cref="Exception">What the task failed with.</exception>
    /// <exception cref="OperationCanceledException">The job was cancelled; the task goes on.</exception>
    /// <exception cref="InvalidOperationException">Other code than the job's own called it.</exception>
    public ValueTask<T> Wait<T>(Task<T> task)
    {
        OwnFrame();
        return CurrentWorker.Wait(task);
    }

    /// <summary>The job's own frame, which must be the one that the caller's code runs in.</summary>
    private Frame OwnFrame([CallerMemberName] string wait = "")
    {
        var frame = Waits.FrameOf(wait);
        if (frame == _coroutine) return frame!;
        throw new InvalidOperationException(
            $"job.{wait} is for the code of job '{Path}' itself, and this is not, or no more. Use CurrentWorker.{wait} here.");
    }

    /// <summary>The function is a worker of its own, so that it has a name in the status, and its end comes by the mailbox.</summary>
    private async ValueTask<T> Ran<T>(Frame frame, Func<CancellationToken, T> function)
    {
        var options = new WorkerOptions
        {
            Name = $"{Name}-run",
            Parent = WorkerParent.None,
            IsDaemon = true,
            LogFailures = false,
            Dispatcher = WorkerDispatcher.DedicatedThread,
        };
        var runner = Worker.System.Create(() => Task.FromResult(function(CurrentWorker.Stopping)), options).Start();
        try
        {
            var result = await Waits.For(frame, runner.End);
            result.ThrowIfFaulted();
            return result.State == WorkerState.Completed ? (T)result.Value! : throw new WorkerExit($"What job '{Path}' ran was told to stop.");
        }
        finally
        {
            runner.Stop();
        }
    }
}
