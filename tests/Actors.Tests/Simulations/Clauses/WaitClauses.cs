using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Clauses;

/// <summary>Waits, timers and results, in every order (spec W, A2).</summary>
[Trait("Spec", "X3")]
public sealed class WaitClauses
{
    [Fact]
    [Trait("Spec", "W1")]
    public void WaitEvent_AtItsTimeout_GivesTheEventOrTheTimeout() => Clause.Holds(static async _ =>
    {
        var (events, timeouts) = (0, 0);
        var worker = Start(async () =>
        {
            for (var n = 0; n < 5; n++)
            {
                if (await WaitEvent("E", Clause.Second) is null) timeouts++;
                else events++;
            }

            await CurrentWorker.Update();
        });
        Start(async () =>
        {
            for (var n = 0; n < 3; n++)
            {
                await Sleep(Clause.Second);
                worker.Fire("E");
            }
        });
        await Wait(worker);
        Assert.Equal(5, events + timeouts);
        Assert.InRange(events, 1, 3);
    });

    [Fact]
    [Trait("Spec", "W2")]
    public void Timers_OfOneWorker_FireByDeadlineThenCreation() => Clause.Holds(static async simulation =>
    {
        var fired = new List<(int Delay, int Number)>();
        var timers = Enumerable.Range(0, 12).Select(number => (Delay: simulation.Choose(4), Number: number)).ToArray();
        foreach (var timer in timers)
        {
            Later(() =>
            {
                Assert.Equal(timer.Delay * Clause.Second, simulation.Elapsed);
                fired.Add(timer);
            }, timer.Delay * Clause.Second);
        }

        Start(static () => Sleep(Clause.Second).AsTask());
        await Sleep(10 * Clause.Second);
        Assert.Equal(timers.OrderBy(static timer => timer.Delay).ThenBy(static timer => timer.Number), fired);
    });

    [Fact]
    [Trait("Spec", "W3")]
    public void Later_StoppedByAnother_RunsOrIsStopped() => Clause.Holds(static async _ =>
    {
        var (ran, stopped) = (0, 0);
        var timers = Enumerable.Range(0, 4).Select(_ => Later(() => ran++, Clause.Second)).ToArray();
        Start(async () =>
        {
            await Sleep(Clause.Second);
            foreach (var timer in timers)
            {
                if (timer.Stop()) stopped++;
                Assert.False(timer.IsPending);
                await CurrentWorker.Update();
            }
        });
        await Sleep(10 * Clause.Second);
        Assert.Equal(4, ran + stopped);
    });

    [Fact]
    [Trait("Spec", "W4")]
    public void Update_WhileOthersFire_HandlesWhatWasQueued() => Clause.Holds(static async _ =>
    {
        var (fired, heard) = (0, 0);
        Listen("E", _ => heard++);
        var worker = Current;
        for (var i = 0; i < 3; i++)
        {
            Start(async () =>
            {
                for (var n = 0; n < 3; n++)
                {
                    worker.Fire("E");
                    fired++;
                    await CurrentWorker.Update();
                }
            });
        }

        for (var n = 0; n < 5; n++)
        {
            var queued = fired;
            await CurrentWorker.Update();
            Assert.True(heard >= queued, $"{heard} of {queued}");
        }
    });

    [Fact]
    [Trait("Spec", "A2")]
    public void Defer_ResolvedAndRejectedByMany_GivesAllTheSame() => Clause.Holds(static async _ =>
    {
        var (answer, won) = (new Defer<int>(), 0);
        var seen = new List<object>();
        for (var i = 0; i < 3; i++)
        {
            var number = i;
            Start(async () =>
            {
                await CurrentWorker.Update();
                if (number == 0 ? answer.Reject(new InvalidDataException("bad")) : answer.Resolve(number)) won++;
            });
            Start(async () =>
            {
                try
                {
                    seen.Add(await answer.Get());
                }
                catch (InvalidDataException error)
                {
                    seen.Add(error);
                }
            });
        }

        await Sleep(Clause.Second);
        Assert.Equal((1, 3), (won, seen.Count));
        Assert.All(seen, item => Assert.Equal(seen[0], item));
    });
}
