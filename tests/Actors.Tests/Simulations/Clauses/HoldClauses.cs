using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Clauses;

/// <summary>Acknowledged pauses and scopes that meet ends and tokens, in every order.</summary>
[Trait("Spec", "X3")]
public sealed class HoldClauses
{
    [Fact]
    [Trait("Spec", "L7")]
    public void PauseAsync_WhoseOwnerEnds_LetsGo() => Clause.Holds(static async _ =>
    {
        var held = Start(static async () => await WaitEvent("GO"), Clause.Named("held"));
        var owner = Start(async () => await held.PauseAsync(null, Stopping), Clause.Named("owner"));
        Start(static () => Update().AsTask(), Clause.Named("other"));
        held.Fire("GO");

        await Wait(owner);
        Assert.Equal(WorkerState.Completed, (await Wait(held)).State);
    });

    [Fact]
    [Trait("Spec", "L7")]
    public void PauseAsync_OfAWorkerThatEnds_ComesAfterItsEnd() => Clause.Holds(static async _ =>
    {
        var isCleaningUp = false;
        var worker = Start(
            async () =>
            {
                try
                {
                    await WaitForever();
                }
                finally
                {
                    isCleaningUp = true;
                    await Sleep(Clause.Second);
                    isCleaningUp = false;
                }
            },
            Clause.Named("worker"));
        Start(static () => Update().AsTask(), Clause.Named("other"));
        await Update();
        worker.Stop();

        using var pause = await worker.PauseAsync(null, Stopping);
        Assert.False(isCleaningUp);
    });

    [Fact]
    [Trait("Spec", "C4")]
    public void Join_WithTheTokenOfAWorkerThatIsStopped_EndsItsWorkersFirst() => Clause.Holds(static async _ =>
    {
        Worker? inner = null;
        var worker = Start(
            async () =>
            {
                await using var scope = Worker.Scope();
                inner = scope.Start(static () => Sleep(2 * Clause.Second).AsTask());
                await scope.Join(Stopping);
            },
            Clause.Named("worker"));
        Start(() => { worker.Stop(); return Task.CompletedTask; }, Clause.Named("stopper"));

        await Wait(worker);
        Assert.False(inner is { IsRunning: true });
    });

    [Fact]
    [Trait("Spec", "F1")]
    public void Timer_ThatFiresInTheMiddleOfAPiece_BelongsToNoWorker() => Clause.Holds(static async simulation =>
    {
        var (isInside, overlaps, current) = (false, 0, (Worker?)null);
        var due = new TaskCompletionSource();
        var sink = Start(static () => WaitForever().AsTask(), Clause.Named("sink"));
        await using var timer = simulation.System.TimeProvider.CreateTimer(
            _ =>
            {
                current = Worker.TryGetCurrent();
                due.SetResult();
            },
            null,
            TimeSpan.Zero,
            Timeout.InfiniteTimeSpan);
        async Task Side()
        {
            await due.Task;
            if (isInside) overlaps++;
        }

        var side = Side();
        isInside = true;
        sink.Fire("A");
        sink.Fire("B");
        isInside = false;
        await Wait(side);

        // A timer runs in the context in which it was made.
        Assert.Equal((0, Current), (overlaps, current));
    });
}
