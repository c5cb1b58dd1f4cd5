using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Clauses;

/// <summary>Restarts by hand and by policy, in every order (spec L2, L11, C7).</summary>
[Trait("Spec", "X3")]
public sealed class RestartClauses
{
    private static readonly WorkerState[] Ends = [WorkerState.Stopped, WorkerState.Faulted];

    [Fact]
    [Trait("Spec", "L2")]
    public void RestartAsync_AskedForInAFlow_StaysInIt() => Clause.Holds(static async _ =>
    {
        var runs = 0;
        var server = Start(async () =>
        {
            runs++;
            await WaitForever();
        }, Clause.Named("server"));
        var restarts = Start(() => server.RestartAsync(), Clause.Named("restarts"));
        Start(static () => WaitForever().AsTask());
        await Wait(restarts);
        await Sleep(Clause.Second);
        Assert.Equal((2, WorkerState.Running), (runs, server.State));
    });

    [Fact]
    [Trait("Spec", "L2")]
    public void Start_Again_KeepsPermanentListenersAlone() => Clause.Holds(static async _ =>
    {
        var (permanent, others) = (0, 0);
        var worker = Start(async () =>
        {
            Listen("E", _ => others++);
            await WaitForever();
        });
        worker.Listen("E", _ => permanent++);
        for (var run = 1; run <= 3; run++)
        {
            worker.Fire("E");
            await Sleep(Clause.Second);
            Assert.Equal((run, run), (permanent, others));
            await worker.RestartAsync();
            await Sleep(Clause.Second);
        }
    });

    [Fact]
    [Trait("Spec", "L11")]
    public void Restart_ByPolicy_KeepsWhatIsQueued() => Clause.Holds(static async simulation =>
    {
        var (done, failures) = (new List<object?>(), 0);
        var worker = Start(async () =>
        {
            while (true)
            {
                done.Add((await WaitEvent("WORK")).Data);
                if (failures == 3 || simulation.Choose(3) > 0) continue;
                failures++;
                throw new InvalidDataException("a bad one");
            }
        }, new() { Restart = RestartPolicy.OnFailure });
        var senders = new List<Worker>();
        foreach (var name in Clause.TwoNames)
        {
            senders.Add(Start(async () =>
            {
                for (var n = 0; n < 4; n++)
                {
                    worker.Fire("WORK", (name, n));
                    if (simulation.Choose(2) == 0) await Sleep(Clause.Second / 10);
                }
            }));
        }

        foreach (var sender in senders) await Wait(sender);
        await Sleep(60 * Clause.Second);
        Assert.Equal(8, done.Count);
        Assert.Equal(failures, worker.Restarts);
        foreach (var name in Clause.TwoNames)
        {
            Assert.Equal([(name, 0), (name, 1), (name, 2), (name, 3)], done.Cast<(string Name, int)>().Where(item => item.Name == name));
        }
    });

    [Fact]
    [Trait("Spec", "L11")]
    public void Stop_WhileItRestarts_EndsIt() => Clause.Holds(static async simulation =>
    {
        var worker = Start(static async () =>
        {
            await CurrentWorker.Update();
            throw new InvalidDataException("bad");
        }, new() { LogFailures = false, Restart = new RestartPolicy { MaxRestarts = int.MaxValue } });
        await Sleep(simulation.Choose(10) * Clause.Second / 10);
        for (var n = simulation.Choose(5); n > 0; n--) await CurrentWorker.Update();
        var result = await Wait(worker.Stop());

        // A body that throws before it comes to the stop has failed all the same.
        Assert.Contains(result.State, Ends);
        Assert.False(worker.IsRestarting);
    });

    [Fact]
    [Trait("Spec", "C7")]
    public void Supervision_TwoFailAtOnce_AllRunAgain() => Clause.Holds(static async _ =>
    {
        var runs = new int[3];
        Worker[] children = [];
        var parent = Start(async () =>
        {
            children = [.. Enumerable.Range(0, 3).Select(i => Start(async () =>
            {
                runs[i]++;
                await WaitEvent("FAIL");
                throw new InvalidDataException("bad");
            }, new() { LogFailures = false }))];
            await WaitForever();
        }, new() { Supervision = new SupervisionPolicy { OnFailure = ChildFailure.RestartAllChildren } });
        await Sleep(Clause.Second);
        for (var i = 0; i < 3; i += 2)
        {
            var child = children[i];
            Start(() =>
            {
                child.Fire("FAIL");
                return Task.CompletedTask;
            });
        }

        await Sleep(Clause.Second);
        Assert.All(children, static child => Assert.Equal(WorkerState.Running, child.State));
        Assert.Equal(WorkerState.Running, parent.State);
        Assert.All(runs, static run => Assert.InRange(run, 2, 3));
        Assert.Equal(3, parent.Children.Count);
    });

    [Fact]
    [Trait("Spec", "C7")]
    public void Supervision_Escalates_FailsWithTheFirstChildsError() => Clause.Holds(static async _ =>
    {
        var parent = Start(static async () =>
        {
            for (var i = 0; i < 3; i++)
            {
                var number = i;
                Start(async () =>
                {
                    await CurrentWorker.Update();
                    throw new InvalidDataException($"bad {number}");
                }, new() { LogFailures = false });
            }

            await WaitForever();
        }, new() { LogFailures = false, Supervision = new SupervisionPolicy { OnFailure = ChildFailure.Escalate } });
        var result = await Wait(parent);
        Assert.IsType<InvalidDataException>(result.Error);
        Assert.Empty(parent.Children);
    });
}
