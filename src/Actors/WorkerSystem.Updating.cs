namespace Actors;

/// <content>The main worker in a foreign main loop (spec M1).</content>
public sealed partial class WorkerSystem
{
    /// <summary>Handles what is queued for the main worker, on the calling thread, and returns: for a foreign main loop (spec M1).</summary>
    /// <remarks>What comes meanwhile is left for the next call.</remarks>
    /// <exception cref="InvalidOperationException">The caller is in a worker's turn; <c>await Update()</c> there.</exception>
    public void Update() => TakeTurn(null);

    /// <summary>Handles what is queued for the main worker until a time is used up: for a main loop that has frames to draw (spec M1).</summary>
    /// <param name="budget">Zero or more, by the system's <see cref="TimeProvider"/>, looked at between two pieces of code. One piece is
    /// run in any case, so that zero handles one event a call; and a piece that takes longer is not interrupted.</param>
    /// <returns>Whether more can be handled at once; what is left keeps its order. False also when nothing was queued, and when the main
    /// worker is paused, ended, or awaits something outside its loop.</returns>
    /// <remarks>What comes meanwhile is left for the next call, as with <see cref="Update()"/>: producers that never pause cannot keep the
    /// call from returning. A main worker that is being stopped is seen to its end.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="budget"/> is negative.</exception>
    /// <exception cref="InvalidOperationException">The caller is in a worker's turn; <c>await Update()</c> there.</exception>
    public bool Update(TimeSpan budget)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(budget, TimeSpan.Zero);
        var limit = new TurnLimit(TimeProvider, budget);
        TakeTurn(limit);
        return limit.IsMoreLeft;
    }

    private void TakeTurn(TurnLimit? limit)
    {
        if (Worker.CurrentFrame is { Flow: { IsInTurn: true } current })
        {
            throw new InvalidOperationException(
                $"WorkerSystem.Update is for a loop outside; this is the turn of worker '{current.Path}'. Use 'await Update()' of CurrentWorker.");
        }

        if (Main.Dispatcher.Kind == DispatcherKind.Context)
        {
            throw new InvalidOperationException(
                "The main worker runs by its SynchronizationContext and needs no update. Leave the call out, or choose WorkerDispatcher.Polled.");
        }

        if (Main.Flow is not { } flow || !Main.IsRunning) return;

        // Between two updates the pool may only be sorting new items; that is over in a moment.
        var spin = default(SpinWait);
        while (!Engine.TryEnter(flow.Mailbox))
        {
            if (flow.HasEnded) return;
            spin.SpinOnce();
        }

        flow.PolledTurn(limit);
    }
}
