using Actors.TestKit;
using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Clauses;

/// <summary>Event loops, their futures and tasks, in every order (spec T1).</summary>
[Trait("Spec", "X3")]
[Trait("Spec", "T1")]
public sealed class LoopClauses
{
    [Fact]
    [Trait("Transports", "1")]
    [Trait("Transports", "40")]
    public void CallSoon_FromTwoWorkers_KeepsTheOrderOfEachWithItsEvents() => Clause.Holds(static async _ =>
    {
        var seen = new List<(string Sender, int Number)>();
        var server = Start(async () =>
        {
            Listen("E", e => seen.Add(((string, int))e.Data!));
            await WaitForever();
        });
        foreach (var name in Clause.TwoNames)
        {
            Start(async () =>
            {
                for (var i = 0; i < 6; i++)
                {
                    var number = i;
                    if (i % 2 == 0) server.Loop.CallSoon(() => seen.Add((name, number)));
                    else server.Fire("E", (name, number));
                    if (i == 3) await CurrentWorker.Update();
                }
            });
        }

        await Sleep(Clause.Second);
        foreach (var name in Clause.TwoNames)
        {
            Assert.Equal(Enumerable.Range(0, 6), seen.Where(one => one.Sender == name).Select(static one => one.Number));
        }
    });

    [Fact]
    [Trait("Transports", "13")]
    [Trait("Transports", "15")]
    [Trait("Transports", "16")]
    public void Future_SetAndCancelledByOthers_OneWinsAndAllHearOfIt() => Clause.Holds(static async _ =>
    {
        var future = EventLoop.Current.CreateFuture<string>();
        var (won, heard) = (0, new List<string>());
        foreach (var name in Clause.TwoNames)
        {
            Start(async () =>
            {
                await CurrentWorker.Update();
                try
                {
                    future.SetResult(name);
                    won++;
                }
                catch (InvalidStateException)
                {
                }
            });
            Start(async () => heard.Add(await Outcome()));
        }

        Start(() =>
        {
            if (future.Cancel()) won++;
            return Task.CompletedTask;
        });
        future.AddDoneCallback(_ => heard.Add(Now()));
        await Sleep(Clause.Second);

        Assert.Equal(1, won);
        Assert.Equal(Enumerable.Repeat(Now(), 3), heard);

        string Now() => future.IsCancelled ? "cancelled" : future.Result();

        async Task<string> Outcome()
        {
            try
            {
                return await future;
            }
            catch (OperationCanceledException)
            {
                return "cancelled";
            }
        }
    });

    [Fact]
    [Trait("Transports", "17")]
    public void Task_CancelledAgainstItsEnd_EndsOnceEitherWay() => Clause.Holds(static async _ =>
    {
        var (cleanedUp, done) = (0, 0);
        var future = EventLoop.Current.CreateFuture<int>();
        var worker = Start(async () => await WaitForever());
        var task = worker.Loop.CreateTask(async () =>
        {
            try
            {
                return await future + 1;
            }
            finally
            {
                await CurrentWorker.Update();
                cleanedUp++;
            }
        });
        task.AddDoneCallback(_ => done++);
        Start(() => Task.FromResult(task.Cancel()));
        Start(() =>
        {
            if (!future.IsDone) future.SetResult(1);
            return Task.CompletedTask;
        });
        await Sleep(Clause.Second);
        worker.Stop();
        await Wait(worker);

        // One that was cancelled before its first step has cleaned nothing up.
        Assert.Equal((1, true), (done, task.IsDone));
        Assert.InRange(cleanedUp, task.IsCancelled ? 0 : 1, 1);
        if (!task.IsCancelled) Assert.Equal(2, task.Result());
    }, SimulationFaults.SlowWorkers);

    [Fact]
    [Trait("Transports", "16")]
    public void SetException_NobodyLooks_IsNothingThatASeedCouldReplay()
    {
        Simulation.Explore(1, static async _ =>
        {
            await Wait(Start(static () =>
            {
                EventLoop.Current.CreateFuture<int>().SetException(new InvalidDataException("unseen"));
                return Task.CompletedTask;
            }));
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await CurrentWorker.Update();
        });
    }

    [Fact]
    public void NewEventLoop_InASimulation_IsAClearError()
    {
        var error = Assert.Throws<SimulationException>(() => Simulation.Explore(1, static _ =>
        {
            using var loop = new EventLoop();
            return Task.CompletedTask;
        }));

        Assert.Contains("Use a worker's Loop", error.ToString(), StringComparison.Ordinal);
    }
}
