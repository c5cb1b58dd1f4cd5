using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Clauses;

/// <summary>Pause and resume, in every order (spec L7).</summary>
[Trait("Spec", "X3")]
[Trait("Spec", "L7")]
public sealed class PauseClauses
{
    [Fact]
    public void Events_UnderPausesAndResumes_ReachTheBodyOnceInOrder() => Clause.Holds(static async simulation =>
    {
        var seen = new List<(string Name, int)>();
        var heard = 0;
        var worker = Start(async () =>
        {
            Listen("E", _ => heard++);
            while (seen.Count < 8)
            {
                var e = await WaitUntil(static e => e.Name == "E");
                Assert.NotEqual(WorkerState.Paused, Current.State);
                seen.Add(((string, int))e.Data!);
            }
        }, Clause.Named("worker"));
        foreach (var name in Clause.TwoNames)
        {
            Start(async () =>
            {
                for (var n = 0; n < 4; n++)
                {
                    worker.Fire("E", (name, n));
                    await CurrentWorker.Update();
                }
            }, Clause.Named(name));
            Start(async () =>
            {
                for (var n = simulation.Choose(4); n > 0; n--)
                {
                    worker.Pause();
                    await CurrentWorker.Update();
                    worker.Resume();
                    await CurrentWorker.Update();
                }
            });
        }

        await Wait(worker);
        Assert.Equal(8, heard);
        foreach (var name in Clause.TwoNames)
        {
            Assert.Equal([(name, 0), (name, 1), (name, 2), (name, 3)], seen.Where(item => item.Name == name));
        }
    });

    [Fact]
    public void Stop_AgainstPausesAndResumes_EndsTheWorker() => Clause.Holds(static async simulation =>
    {
        var worker = Start(static () => WaitForever().AsTask());
        for (var i = 0; i < 2; i++)
        {
            Start(async () =>
            {
                for (var n = 0; n < 3; n++)
                {
                    worker.Pause();
                    await CurrentWorker.Update();
                    if (simulation.Choose(2) == 0) worker.Resume();
                }
            });
        }

        for (var n = simulation.Choose(6); n > 0; n--) await CurrentWorker.Update();
        Assert.Equal(WorkerState.Stopped, (await Wait(worker.Stop())).State);
    });

    [Fact]
    public void Deadline_PassedInAPause_IsDueAtTheResume() => Clause.Holds(static async simulation =>
    {
        var worker = Start(async () =>
        {
            await Sleep(10 * Clause.Second);
            return simulation.Elapsed;
        });
        var pausedAt = simulation.Choose(12) * Clause.Second;
        var resumedAt = pausedAt + (1 + simulation.Choose(12)) * Clause.Second;
        await Sleep(pausedAt);
        worker.Pause();
        await Sleep(resumedAt - pausedAt);
        worker.Resume();
        var ended = (TimeSpan)(await Wait(worker)).Value!;
        var isHeld = pausedAt < 10 * Clause.Second && resumedAt > 10 * Clause.Second;

        // At ten seconds sharp the pause and the deadline race.
        if (pausedAt == 10 * Clause.Second) Assert.Contains(ended, new[] { pausedAt, resumedAt });
        else Assert.Equal(isHeld ? resumedAt : 10 * Clause.Second, ended);
    });

    [Fact]
    public void Wait_WithATimeoutUnderPauses_LosesNoEvent() => Clause.Holds(static async simulation =>
    {
        var (taken, timeouts) = (0, 0);
        var worker = Start(async () =>
        {
            while (taken < 3)
            {
                if (await WaitEvent("E", Clause.Second) is null) timeouts++;
                else taken++;
            }
        });
        Start(async () =>
        {
            for (var n = 0; n < 3; n++)
            {
                await Sleep(simulation.Choose(3) * Clause.Second / 2);
                worker.Fire("E");
            }
        });
        for (var n = 0; n < 3; n++)
        {
            await Sleep(simulation.Choose(3) * Clause.Second / 2);
            worker.Pause();
            await Sleep(simulation.Choose(3) * Clause.Second / 2);
            worker.Resume();
        }

        await Wait(worker);
        Assert.Equal(3, taken);
    });
}
