using Actors.Loops;

namespace Actors;

/// <content>Loops of their own, run by the threads that call (transports 6, 7, 8).</content>
public sealed partial class EventLoop
{
    /// <summary>Null for the loop of a worker, which runs by itself.</summary>
    private readonly LoopRuns? _runs;

    /// <summary>Makes a loop of its own: a root worker whose code runs while a thread calls one of the <c>Run</c> methods.</summary>
    /// <param name="options">System and name; sensible ones by default.</param>
    /// <remarks>What is scheduled before and between runs is kept for the next one; its servers, connections and tasks last until
    /// <see cref="Close"/>. When its worker is stopped while nobody runs it, it ends on the thread pool.</remarks>
    /// <exception cref="ObjectDisposedException">The system has been stopped.</exception>
    /// <exception cref="ArgumentException">The name is none.</exception>
    public EventLoop(EventLoopOptions? options = null)
    {
        options ??= new EventLoopOptions();
        var context = new LoopContext();
        var workerOptions = new WorkerOptions
        {
            Name = options.Name,
            Parent = WorkerParent.None,
            IsDaemon = false,
            Dispatcher = WorkerDispatcher.For(context),
        };
        Worker = (options.System ?? WorkerSystem.Current).New(null, workerOptions, null);
        Worker.LoopOfItsOwn = this;
        _runs = new LoopRuns(this, context);
        Worker.Start();
        Worker.Flow!.Stopping.UnsafeRegister(static context => ((LoopContext)context!).LetPool(), context);
        Worker.WhenEnded(context.Wake);
    }

    /// <summary>Whether it runs its callbacks: a thread runs it, or its worker runs.</summary>
    public bool IsRunning => _runs?.IsRunning ?? Worker.IsRunning;

    /// <summary>Whether it takes no callbacks: it was closed, or its worker does not run.</summary>
    public bool IsClosed => !Worker.IsRunning;

    internal bool HasIterations => _runs is not null;

    /// <summary>Runs an asynchronous function on the calling thread, in a loop that is made for it and closed behind it: asyncio's
    /// <c>run</c>.</summary>
    /// <param name="main">What to run; what it leaves running is told to leave, and awaited.</param>
    /// <param name="options">System and name of the loop.</param>
    /// <exception cref="InvalidOperationException">The thread is in a worker's turn already.</exception>
    /// <exception cref="Exception">What the function threw.</exception>
    public static void Run(Func<Task> main, EventLoopOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(main);
        ThrowIfInTurn("Run");
        using var loop = new EventLoop(options);
        loop.RunUntilComplete(main);
    }

    /// <summary>Runs an asynchronous function with a result; see <see cref="Run(Func{Task}, EventLoopOptions?)"/>.</summary>
    /// <param name="main">What to run.</param>
    /// <param name="options">System and name of the loop.</param>
    /// <returns>What the function returned.</returns>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <exception cref="InvalidOperationException">The thread is in a worker's turn already.</exception>
    /// <exception cref="Exception">What the function threw.</exception>
    public static T Run<T>(Func<Task<T>> main, EventLoopOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(main);
        ThrowIfInTurn("Run");
        using var loop = new EventLoop(options);
        return loop.RunUntilComplete(main);
    }

    /// <summary>Runs the loop on the calling thread until <see cref="Stop"/>.</summary>
    /// <exception cref="InvalidOperationException">It is running, or closed; the thread is in a worker's turn, whose loop would stand still;
    /// or it is a worker's loop, which runs by itself (transports 7).</exception>
    public void RunForever() => RunsFor(nameof(RunForever)).Serve(nameof(RunForever));

    /// <summary>Runs the loop on the calling thread until a future of it is done.</summary>
    /// <param name="future">A future or task of this loop.</param>
    /// <returns>Its result.</returns>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <exception cref="ArgumentException">The future belongs to another loop (transports 7).</exception>
    /// <exception cref="InvalidOperationException">As with <see cref="RunForever"/>; or the loop was stopped before the future was done.</exception>
    /// <exception cref="OperationCanceledException">The future was cancelled.</exception>
    /// <exception cref="Exception">What the future failed with.</exception>
    public T RunUntilComplete<T>(Future<T> future)
    {
        RunUntilDone(future);
        return future.Result();
    }

    /// <summary>Runs the loop on the calling thread until a task of it is done.</summary>
    /// <param name="task">A task of this loop.</param>
    /// <exception cref="ArgumentException">The task belongs to another loop (transports 7).</exception>
    /// <exception cref="InvalidOperationException">As with <see cref="RunForever"/>; or the loop was stopped before the task was done.</exception>
    /// <exception cref="OperationCanceledException">The task was cancelled.</exception>
    /// <exception cref="Exception">What the task failed with.</exception>
    public void RunUntilComplete(LoopTask task)
    {
        RunUntilDone(task);
        task.ThrowIfFailed();
    }

    /// <summary>Runs an asynchronous function as a task, and the loop on the calling thread until it is done.</summary>
    /// <param name="main">What to run.</param>
    /// <exception cref="InvalidOperationException">As with <see cref="RunUntilComplete(LoopTask)"/>.</exception>
    /// <exception cref="Exception">What the function threw.</exception>
    public void RunUntilComplete(Func<Task> main)
    {
        RunsFor(nameof(RunUntilComplete));
        RunUntilComplete(CreateTask(main));
    }

    /// <summary>Runs an asynchronous function as a task, and the loop on the calling thread until it is done.</summary>
    /// <param name="main">What to run.</param>
    /// <returns>What the function returned.</returns>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <exception cref="InvalidOperationException">As with <see cref="RunUntilComplete(LoopTask)"/>.</exception>
    /// <exception cref="Exception">What the function threw.</exception>
    public T RunUntilComplete<T>(Func<Task<T>> main)
    {
        RunsFor(nameof(RunUntilComplete));
        return RunUntilComplete(CreateTask(main));
    }

    /// <summary>Ends the run behind the iteration that is under way; what that schedules runs in the next run (transports 6). Any
    /// thread.</summary>
    /// <remarks>Before a run it allows that one iteration. The loop of a worker stops its worker: <see cref="Worker.Stop"/>.</remarks>
    public void Stop()
    {
        if (_runs is not null) _runs.Stop();
        else Worker.Stop();
    }

    /// <summary>Ends a loop of its own, on the calling thread: what is queued runs, tasks are told to leave and awaited, and what is open is
    /// closed (spec L8). Again, it does nothing.</summary>
    /// <exception cref="InvalidOperationException">It is running (transports 8).</exception>
    public void Close()
    {
        if (!Worker.IsRunning) return;
        if (_runs is null) throw new InvalidOperationException($"The loop of worker '{Worker.Path}' is running. Stop the worker instead.");
        _runs.Close();
    }

    /// <inheritdoc cref="Close"/>
    public void Dispose() => Close();

    private static void ThrowIfInTurn(string what)
    {
        if (WorkerFlow.InTurn is { } flow)
        {
            throw new InvalidOperationException(
                $"{what} would block the loop of worker '{flow.Path}', which is running on this thread. Start a child or a task instead, and await it.");
        }
    }

    private LoopRuns RunsFor(string what)
    {
        ThrowIfInTurn(what);
        if (_runs is null)
        {
            throw new InvalidOperationException(
                $"{what}: the loop of worker '{Worker.Path}' runs by itself while its worker does. Use 'new EventLoop()' for a loop that this thread runs.");
        }

        if (_runs.IsRunning) throw new InvalidOperationException($"{what}: the loop of worker '{Worker.Path}' is running already.");
        return Worker.State < WorkerState.Stopping
            ? _runs
            : throw new InvalidOperationException($"{what}: the loop of worker '{Worker.Path}' was closed. Make another one.");
    }

    private void RunUntilDone(Future future)
    {
        ArgumentNullException.ThrowIfNull(future);
        if (future.Loop != this)
        {
            throw new ArgumentException($"{future} belongs to the loop of worker '{future.Loop.Worker.Path}', not to that of '{Worker.Path}'.", nameof(future));
        }

        var runs = RunsFor(nameof(RunUntilComplete));
        var stop = new StopWhenDone(this);
        future.Add(stop);
        runs.Serve(nameof(RunUntilComplete));
        stop.Cancel();
        if (!future.IsDone) throw new InvalidOperationException($"The loop of worker '{Worker.Path}' was stopped before {future} was done.");
    }

    /// <summary>The done callback of the future that a run waits for.</summary>
    private sealed class StopWhenDone(EventLoop loop) : Handle(loop, loop.Stop, ItemKind.Call)
    {
        private protected override void Call(Delegate callback) => ((Action)callback)();
    }
}
