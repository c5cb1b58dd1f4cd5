using System.Runtime.ExceptionServices;
using Actors.Scopes;

namespace Actors;

/// <summary>Workers that end before the block of code that starts them: <c>await using var scope = Worker.Scope();</c></summary>
/// <remarks>
/// <para>A block starts workers by <see cref="Start(Func{Task}, WorkerOptions?)"/>, and ends with <c>await scope.Join();</c>, which waits
/// for them and throws what went wrong. A block that is left before, by an exception or a stop, is left by <see cref="DisposeAsync"/>: its
/// workers are stopped and awaited, and the exception goes on. So nothing that the scope started outlives it.</para>
/// <para>The scope has a worker of its own, a child of the current one, whose children they are: they stand below it in paths, in
/// <see cref="WorkerSystem.Status"/> and for a pause. It stops with the worker around it. Its <see cref="Worker.Stopping"/> token tells the
/// block of a failure or the timeout before it joins. Any thread may call.</para>
/// </remarks>
public sealed class WorkerScope : IAsyncDisposable
{
    private readonly ScopeWorker _own;
    private readonly List<Worker> _started = [];

    internal WorkerScope(WorkerSystem system, ScopeOptions options)
    {
        options.Validate();
        _own = new ScopeWorker(system, options);
    }

    /// <summary>The scope's own worker, the parent of those that it starts.</summary>
    public Worker Worker => _own.Worker;

    /// <summary>Starts a worker in the scope; one of its workers may do so too.</summary>
    /// <param name="body">Its code.</param>
    /// <param name="options">Name, thread, and so on; the parent is the scope, and a daemon it cannot be.</param>
    /// <exception cref="ArgumentException">The options name a parent, make it a daemon, or have a value that they cannot have.</exception>
    /// <exception cref="InvalidOperationException">The scope has ended, or is ending.</exception>
    public Worker Start(Func<Task> body, WorkerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Start(Body.From(body)!, options);
    }

    /// <summary>Starts a worker with a result in the scope; see <see cref="Start(Func{Task}, WorkerOptions?)"/>.</summary>
    /// <param name="body">Its code.</param>
    /// <param name="options">Name, thread, and so on; the parent is the scope, and a daemon it cannot be.</param>
    /// <returns>The worker, and its value once the scope was joined.</returns>
    public ScopeChild<TResult> Start<TResult>(Func<Task<TResult>> body, WorkerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        return new ScopeChild<TResult>(Start(Body.From(body), options));
    }

    /// <summary>Waits until every worker of the scope has ended, and ends the scope.</summary>
    /// <param name="cancellationToken">Ends the waiting; leaving the block then stops the workers.</param>
    /// <returns>How those ended that the scope has started, in the order of their starts.</returns>
    /// <remarks>In a worker it is a wait point. What is thrown is thrown after the last of the workers has ended. With
    /// <see cref="ScopeFailure.StopOthers"/> a failure comes before a timeout.</remarks>
    /// <exception cref="Exception">What the first failed worker threw (<see cref="ScopeFailure.StopOthers"/>).</exception>
    /// <exception cref="AggregateException">What all failed workers threw (<see cref="ScopeFailure.WaitForAll"/>).</exception>
    /// <exception cref="TimeoutException">The scope's time ran out; it names who had not ended, and what each waited for.</exception>
    /// <exception cref="OperationCanceledException">The scope's worker was told to stop, or the token was cancelled; a
    /// <see cref="WorkerExit"/> when it was the current worker that was told.</exception>
    /// <exception cref="InvalidOperationException">A worker of the scope called it, which would wait for itself; or a synchronous listener,
    /// which cannot wait (spec F7).</exception>
    public ValueTask<IReadOnlyList<WorkerResult>> Join(CancellationToken cancellationToken = default)
    {
        var frame = Waits.FrameOf();
        ThrowIfInside(nameof(Join));
        _own.CloseWhenEmpty();
        return Waits.ComingBack(Joined(frame, cancellationToken));
    }

    /// <summary>Stops the workers that have not ended, and waits for them; it throws nothing that they threw.</summary>
    /// <remarks>In a worker it is a wait point, unless the scope has ended. A stop of the current worker does not cut the waiting short: it is
    /// thrown when the scope has ended.</remarks>
    /// <exception cref="WorkerExit">The current worker was told to stop meanwhile.</exception>
    /// <exception cref="InvalidOperationException">As <see cref="Join"/>.</exception>
    public ValueTask DisposeAsync()
    {
        var frame = Waits.FrameOf();
        ThrowIfInside(nameof(DisposeAsync));
        if (Worker.Completion.IsCompleted) return ValueTask.CompletedTask;
        _own.Abandon();
        return Waits.ComingBack(Ended(frame));
    }

    private Worker Start(Body body, WorkerOptions? options)
    {
        options ??= WorkerOptions.Default;
        if (options.Parent != default) throw new ArgumentException("A worker of a scope has the scope for its parent: leave WorkerOptions.Parent away.");
        if (options.IsDaemon == true) throw new ArgumentException("A scope waits for all its workers: leave WorkerOptions.IsDaemon away.");
        var worker = Worker.System.New(body, options, Worker).Start();
        lock (_started) _started.Add(worker);
        return worker;
    }

    private void ThrowIfInside(string what)
    {
        var current = Worker.TryGetCurrent();
        for (var worker = current; worker is not null; worker = worker.Parent)
        {
            if (worker != Worker) continue;
            throw new InvalidOperationException(
                $"Worker '{current!.Path}' belongs to the scope '{Worker.Path}': {what} would wait for itself. Call it where the scope was opened.");
        }
    }

    private async ValueTask<IReadOnlyList<WorkerResult>> Joined(Frame? frame, CancellationToken cancellationToken)
    {
        using var cancellable = new CancellableEnd(Worker, cancellationToken);
        var end = cancellable.Task;
        if (frame is null) Worker.System.Engine.OnAwaited(end);
        var result = frame is null ? await end.ConfigureAwait(false) : await Waits.For(frame, end);
        _own.ThrowIfFailed(result);
        lock (_started) return _started.ConvertAll(static worker => worker.Completion.GetAwaiter().GetResult());
    }

    private async ValueTask Ended(Frame? frame)
    {
        var end = Worker.Completion;
        if (frame is null)
        {
            await end.ConfigureAwait(false);
            return;
        }

        try
        {
            await Waits.For(frame, end);
        }
        catch (WorkerExit exit)
        {
            try
            {
                await Waits.For(frame, end);
            }
            catch (WorkerExit)
            {
                // Told once more, or left behind by its attempt: no wait of this flow holds it.
                await end;
            }

            ExceptionDispatchInfo.Throw(exit);
        }
    }
}
