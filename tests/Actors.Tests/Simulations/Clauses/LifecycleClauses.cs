using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Clauses;

/// <summary>The life of a worker, in every order (spec L).</summary>
[Trait("Spec", "X3")]
public sealed class LifecycleClauses
{
    [Fact]
    [Trait("Spec", "L2")]
    public void Start_ByMany_BeginsOneRun() => Clause.Holds(static async simulation =>
    {
        var runs = 0;
        var worker = simulation.System.Create(async () =>
        {
            runs++;
            await WaitForever();
        });
        for (var i = 0; i < 3; i++)
        {
            Start(() =>
            {
                worker.Start();
                Assert.True(worker.IsRunning);
                return Task.CompletedTask;
            });
        }

        await Sleep(Clause.Second);
        Assert.Equal(1, runs);
    });

    [Fact]
    [Trait("Spec", "L4")]
    public void Stop_OfOneSender_ComesBehindWhatItFired() => Clause.Holds(static async _ =>
    {
        var heard = new List<object?>();
        var cleaned = false;
        var worker = Start(async () =>
        {
            Listen("E", e => heard.Add(e.Data));
            try
            {
                await WaitForever();
            }
            finally
            {
                await Sleep(Clause.Second);
                cleaned = heard.Count == 4;
            }
        });
        var token = worker.Stopping;
        for (var i = 0; i < 4; i++) worker.Fire("E", i);
        worker.Stop();
        Assert.True(token.IsCancellationRequested);
        var result = await Wait(worker);
        Assert.Equal([0, 1, 2, 3], heard);
        Assert.Equal((WorkerState.Stopped, true), (result.State, cleaned));
    });

    [Fact]
    [Trait("Spec", "E8")]
    public void Fire_WhileTheWorkerEnds_IsHeardOrRejected() => Clause.Holds(static async simulation =>
    {
        var (heard, rejected) = (0, 0);
        var worker = Start(async () =>
        {
            Listen("E", _ => heard++);
            await WaitForever();
        }, Clause.Named("worker"));
        for (var i = 0; i < 3; i++)
        {
            Start(async () =>
            {
                Listen(WorkerEvents.Reject, _ => rejected++);
                for (var n = 0; n < 4; n++)
                {
                    worker.Fire("E");
                    await CurrentWorker.Update();
                }

                await WaitForever();
            });
        }

        for (var n = simulation.Choose(8); n > 0; n--) await CurrentWorker.Update();
        await Wait(worker.Stop());
        await Sleep(Clause.Second);
        Assert.Equal(12, heard + rejected);
        Assert.Equal(rejected, simulation.System.DeadLetters.Count);
    });

    [Fact]
    [Trait("Spec", "L8")]
    public void End_OfAParent_TakesItsStepsInOrder() => Clause.Holds(static async _ =>
    {
        var steps = new List<string>();
        Listen(WorkerEvents.ChildStop, _ => steps.Add("told how"));
        Worker? grandchild = null;
        var worker = Start(async () =>
        {
            Listen("E", _ => steps.Add("heard"));
            grandchild = Start(async () =>
            {
                try
                {
                    await WaitForever();
                }
                finally
                {
                    await Sleep(Clause.Second);
                    steps.Add("child ends");
                }
            });
            try
            {
                await WaitEvent("GO");
                Current.Stop();
                await WaitForever();
            }
            finally
            {
                Current.Fire("E");
                steps.Add("finally");
            }
        });
        worker.Fire("GO");
        await WaitEvent(WorkerEvents.ChildEnd, worker);
        steps.Add("told that");
        Assert.Equal(["finally", "heard", "child ends", "told how", "told that"], steps);
        Assert.Equal((WorkerState.Stopped, WorkerState.Stopped), (worker.State, grandchild!.State));
        Assert.True(worker.Completion.IsCompleted);
    });

    [Fact]
    [Trait("Spec", "L9")]
    public void Wait_OfMany_GivesAllTheSameResult() => Clause.Holds(static async simulation =>
    {
        var worker = Start(async () =>
        {
            for (var n = simulation.Choose(4); n > 0; n--) await CurrentWorker.Update();
            return 42;
        });
        var results = new List<WorkerResult?>();
        for (var i = 0; i < 3; i++) Start(async () => results.Add(await Wait(worker)));
        Start(async () => results.Add(await Wait(worker, 60 * Clause.Second)));
        await Sleep(Clause.Second);
        Assert.Equal(4, results.Count);
        Assert.All(results, result => Assert.Same(results[0], result));
        Assert.Equal(42, results[0]!.Value);
    });

    [Fact]
    [Trait("Spec", "L6")]
    public void Stop_OfABodyThatCatchesIt_IsThrownAgainWhenAskedAgain() => Clause.Holds(static async simulation =>
    {
        var (caught, most) = (0, 1 + simulation.Choose(3));
        var worker = Start(async () =>
        {
            while (true)
            {
                try
                {
                    await WaitForever();
                }
                catch (WorkerExit) when (caught < most)
                {
                    caught++;
                }
            }
        });
        for (var i = 0; i < 2; i++)
        {
            Start(async () =>
            {
                while (worker.IsRunning)
                {
                    worker.Stop();
                    await Sleep(Clause.Second);
                }
            });
        }

        Assert.Equal(WorkerState.Stopped, (await Wait(worker)).State);
        Assert.Equal(most, caught);
    });

    [Fact]
    [Trait("Spec", "L5")]
    public void Exit_InAListener_EndsTheWorkerOnce() => Clause.Holds(static async _ =>
    {
        var ends = 0;
        var worker = Start(async () =>
        {
            Listen("LEAVE", static _ => Exit());
            await WaitForever();
        });
        Listen(WorkerEvents.ChildEnd, _ => ends++, new() { Target = worker });
        for (var i = 0; i < 2; i++)
        {
            Start(() =>
            {
                worker.Fire("LEAVE");
                worker.Stop();
                return Task.CompletedTask;
            });
        }

        Assert.Equal(WorkerState.Stopped, (await Wait(worker)).State);
        await Sleep(Clause.Second);
        Assert.Equal(1, ends);
    });
}
