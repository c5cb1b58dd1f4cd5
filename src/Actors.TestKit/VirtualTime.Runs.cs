using Actors.TestKit.Clock;
using Actors.TestKit.Watching;

namespace Actors.TestKit;

/// <content>The methods that let it run.</content>
public sealed partial class VirtualTime
{
    /// <summary>Moves the clock from one due timer to the next, each time until the workers have settled.</summary>
    /// <param name="time">Zero or more; zero lets the workers settle, and fires what is due now.</param>
    /// <returns>Completes when nothing is left to happen before that time is over.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    /// <exception cref="InvalidOperationException">It was called in a worker, for which the clock would wait.</exception>
    /// <exception cref="StandstillException">A worker did not settle within <see cref="Patience"/>.</exception>
    public Task AdvanceAsync(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        return Run(null, GetUtcNow() + time);
    }

    /// <summary>Lets the workers settle without moving the clock; what is due now is fired.</summary>
    /// <returns>Completes when nothing is left to happen at this time.</returns>
    /// <exception cref="InvalidOperationException">It was called in a worker, for which the clock would wait.</exception>
    /// <exception cref="StandstillException">A worker did not settle within <see cref="Patience"/>.</exception>
    public Task SettleAsync() => AdvanceAsync(TimeSpan.Zero);

    /// <summary>Lets the clock run until a task has ended.</summary>
    /// <param name="task">Anything that comes of what the workers do.</param>
    /// <exception cref="InvalidOperationException">It was called in a worker, for which the clock would wait.</exception>
    /// <exception cref="StandstillException">Nothing is left that could end it: said at once of the end of a worker and of a
    /// <see cref="Defer{T}"/>, and after <see cref="Patience"/> of other tasks, which code outside may still end.</exception>
    /// <exception cref="Exception">What the task failed with.</exception>
    public async Task RunUntilAsync(Task task)
    {
        ArgumentNullException.ThrowIfNull(task);
        await Run(task, null).ConfigureAwait(false);
        await task.ConfigureAwait(false);
    }

    /// <inheritdoc cref="RunUntilAsync(Task)"/>
    /// <returns>What the task gives.</returns>
    public async Task<T> RunUntilAsync<T>(Task<T> task)
    {
        ArgumentNullException.ThrowIfNull(task);
        await Run(task, null).ConfigureAwait(false);
        return await task.ConfigureAwait(false);
    }

    /// <summary>Lets the clock run until a worker's run has ended.</summary>
    /// <param name="worker">The worker; one that has ended ends the wait at once.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="InvalidOperationException">It was called in a worker, for which the clock would wait.</exception>
    /// <exception cref="StandstillException">Nothing is left that could end it.</exception>
    public Task<WorkerResult> RunUntilAsync(Worker worker)
    {
        ArgumentNullException.ThrowIfNull(worker);
        return RunUntilAsync(worker.End);
    }

    /// <summary>Keeps the clock where it is, whoever waits: for a test whose other threads have still something to do.</summary>
    /// <returns>Disposing it lets the clock run again, once all are disposed.</returns>
    public IDisposable Hold()
    {
        lock (_gate) _holds++;
        return new Undo(() =>
        {
            lock (_gate) _holds--;
            Poke();
        });
    }

    /// <summary>Lets the clock run until the task has ended, or the clock has come to the limit.</summary>
    /// <returns>Whether the task has ended.</returns>
    internal async Task<bool> Run(Task? until, DateTimeOffset? limit)
    {
        if (Worker.TryGetCurrent() is { IsMain: false } worker)
        {
            throw new InvalidOperationException(
                $"Worker '{worker.Path}' cannot wait for the clock: the clock would wait for it. Use Sleep there.");
        }

        var run = new ClockRun(until, limit, isTold: true);
        Add(run);
        await using var guard = StartGuard(run).ConfigureAwait(false);
        return await run.End.ConfigureAwait(false);
    }

    /// <summary>Code outside awaits this, and cannot be told of a standstill.</summary>
    internal void OnAwaited(Task end)
    {
        if (_mode == ClockMode.Automatic) Add(new ClockRun(end, null, isTold: false));
    }

    /// <summary>A thread outside stands still until a run on it has ended.</summary>
    internal IDisposable BeginBlockingRun()
    {
        lock (_gate) _blockingRuns++;
        return new Undo(() =>
        {
            lock (_gate) _blockingRuns--;
        });
    }

    private void Add(ClockRun run)
    {
        lock (_gate) _runs.Add(run);
        run.Until?.ContinueWith(
            static (_, time) => ((VirtualTime)time!).Poke(),
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        Poke();
    }

    /// <summary>Real time: a run in which nothing happens for too long fails instead of hanging.</summary>
    private ITimer StartGuard(ClockRun run)
    {
        var turns = Activity.Turns;
        return System.CreateTimer(
            _ =>
            {
                var before = turns;
                turns = Activity.Turns;
                if (turns != before) return;
                lock (_gate) _runs.Remove(run);
                run.Fail(new StandstillException(Describe($"Nothing has happened for {Patience} of real time.")));
            },
            null,
            Patience,
            Patience);
    }

    private sealed class Undo(Action action) : IDisposable
    {
        private Action? _action = action;

        public void Dispose() => Interlocked.Exchange(ref _action, null)?.Invoke();
    }
}
