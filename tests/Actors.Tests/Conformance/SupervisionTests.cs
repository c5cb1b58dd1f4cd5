using System.Threading.Channels;
using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec C7: what a child's failure does to its family, by the parent's choice.</summary>
public abstract class SupervisionTests : ConformanceTests
{
    /// <summary>Starts and ends of children, as their parent hears them: <c>+a</c>, <c>-a</c>.</summary>
    private readonly Channel<string> _heard = global::System.Threading.Channels.Channel.CreateUnbounded<string>();

    [Fact]
    [Trait("Spec", "C7")]
    public async Task Child_FailsByDefault_StaysDownAndTheParentRuns()
    {
        var parent = StartParent(null);
        var child = StartChild(parent, "a");
        await Heard("+a");

        child.Fire("FAIL");
        await Heard("-a");
        await parent.AtWaitPoint();

        Assert.Equal(WorkerState.Faulted, child.State);
        Assert.Equal(WorkerState.Running, parent.State);
    }

    [Fact]
    [Trait("Spec", "C7")]
    public async Task RestartChild_OnAFailure_StartsThatChildWithItsArgument()
    {
        var arguments = new List<string>();
        var parent = StartParent(SupervisionPolicy.RestartChild);
        var other = StartChild(parent, "a");
        var child = System.Create<string>(
            async argument =>
            {
                arguments.Add(argument);
                await WaitEvent("FAIL");
                throw new InvalidDataException("boom");
            },
            new WorkerOptions { Name = "b", Parent = parent });
        child.Start("x");
        await Heard("+a", "+b");
        var otherRun = other.Completion;

        child.Fire("FAIL");
        await Heard("-b", "+b");
        await child.AtWaitPoint();

        Assert.Equal(["x", "x"], arguments);
        Assert.Equal(WorkerState.Running, child.State);
        Assert.Equal([other, child], parent.Children);
        Assert.False(otherRun.IsCompleted);
    }

    [Theory]
    [InlineData("DONE")]
    [InlineData("EXIT")]
    [Trait("Spec", "C7")]
    public async Task RestartChild_OnAnEndThatIsNoFailure_DoesNothing(string end)
    {
        var parent = StartParent(SupervisionPolicy.RestartChild);
        var child = StartChild(parent, "a");

        child.Fire(end);
        await Heard("+a", "-a");
        await parent.AtWaitPoint();

        Assert.False(child.IsRunning);
        Assert.Empty(parent.Children);
    }

    [Fact]
    [Trait("Spec", "C7")]
    public async Task RestartChild_WhileTheParentIsPaused_StartsIt()
    {
        var parent = StartParent(SupervisionPolicy.RestartChild);
        var child = StartChild(parent, "a");
        parent.Pause();
        await parent.AtWaitPoint();

        child.Fire("FAIL");
        await Heard("+a", "-a", "+a");

        Assert.Equal(WorkerState.Paused, parent.State);
    }

    [Fact]
    [Trait("Spec", "C7")]
    public async Task RestartChild_WhileTheParentAwaitsSomethingForeign_StartsItAtItsNextWaitPoint()
    {
        var gate = Barriers.Signal();
        var parent = Listening(System.Create(
            async () =>
            {
                await gate.Task;
                await WaitForever();
            },
            ParentOptions(SupervisionPolicy.RestartChild))).Start();
        var child = StartChild(parent, "a");
        child.Fire("FAIL");
        await child.Ended();
        Assert.False(_heard.Reader.TryRead(out _));

        gate.SetResult();

        await Heard("+a", "-a", "+a");
    }

    [Fact]
    [Trait("Spec", "C7")]
    public async Task RestartChild_ThatAListenerHasStarted_StartsItOnce()
    {
        var parent = StartParent(SupervisionPolicy.RestartChild);
        parent.Listen(WorkerEvents.ChildError, e => ((Worker)e.Target!).Start());
        var child = StartChild(parent, "a");

        child.Fire("FAIL");
        await Heard("+a", "-a", "+a");
        child.Fire("FAIL");
        await Heard("-a", "+a");

        await parent.AtWaitPoint();
        Assert.False(_heard.Reader.TryRead(out _));
    }

    [Fact]
    [Trait("Spec", "C7")]
    public async Task RestartChild_OfAnAsyncThatTheParentAwaits_LeavesTheFailureToIt()
    {
        var calls = 0;
        var parent = Listening(System.Create(
            async () =>
            {
                var failure = await Assert.ThrowsAsync<InvalidDataException>(async () => await Await(Fail));
                await Update();
                return failure.Message;
            },
            ParentOptions(SupervisionPolicy.RestartChild))).Start();

        Assert.Equal("boom", await parent.Value());
        Assert.Equal(1, calls);

        async Task Fail()
        {
            calls++;
            await Update();
            throw new InvalidDataException("boom");
        }
    }

    [Fact]
    [Trait("Spec", "C7")]
    public async Task RestartChild_WithAQueue_GivesItToTheListenersOfTheRunThatFailed()
    {
        var heard = new List<object?>();
        var parent = StartParent(SupervisionPolicy.RestartChild);
        var child = StartChild(parent, "a");
        child.Listen("E", e => heard.Add(e.Data));
        await child.AtWaitPoint();
        child.Fire("FAIL");
        child.Fire("E", 1);
        await Heard("+a", "-a", "+a");

        child.Fire("E", 2);
        await child.AtWaitPoint();

        // The run may have closed its mailbox before the first one came: then that is a dead letter.
        Assert.Equal(2, heard[^1]);
        Assert.Equal(2, heard.Count + System.DeadLetters.Count);
    }

    [Fact]
    [Trait("Spec", "C7")]
    public async Task RestartAllChildren_OnAFailure_StopsTheOthersAndStartsAllInOrder()
    {
        var parent = StartParent(SupervisionPolicy.RestartAllChildren);
        StartChild(parent, "a");
        var b = StartChild(parent, "b");
        StartChild(parent, "c");
        await Heard("+a", "+b", "+c");

        b.Fire("FAIL");

        await Heard("-b");
        await HeardInAnyOrder("-a", "-c");
        await Heard("+a", "+b", "+c");
    }

    [Fact]
    [Trait("Spec", "C7")]
    public async Task RestartAllChildren_WhileOneCleansUp_AwaitsItAndLetsTheParentWork()
    {
        var gate = Barriers.Signal();
        var cleaning = Barriers.Signal();
        var parent = StartParent(SupervisionPolicy.RestartAllChildren);
        var a = StartChild(parent, "a");
        StartNamed(parent, "b", async () =>
        {
            try
            {
                await WaitForever();
            }
            finally
            {
                cleaning.TrySetResult();
                await Wait(gate.Task);
            }
        });
        await Heard("+a", "+b");

        a.Fire("FAIL");
        await Heard("-a");
        await cleaning.Task.Soon();
        await parent.AtWaitPoint();
        Assert.False(_heard.Reader.TryRead(out _));

        gate.SetResult();
        await Heard("-b", "+a", "+b");
    }

    [Fact]
    [Trait("Spec", "C7")]
    public async Task RestartAllChildren_WithChildrenThatAreDone_LeavesThoseAlone()
    {
        var parent = StartParent(SupervisionPolicy.RestartAllChildren);
        var a = StartChild(parent, "a");
        var b = StartChild(parent, "b");
        var c = StartChild(parent, "c");
        a.Fire("DONE");
        await Heard("+a", "+b", "+c", "-a");

        b.Fire("FAIL");

        await Heard("-b", "-c", "+b", "+c");
        Assert.Equal(WorkerState.Completed, a.State);
        Assert.Equal([b, c], parent.Children);
        await c.AtWaitPoint();
    }

    [Fact]
    [Trait("Spec", "C7")]
    public async Task RestartAllChildren_OfTwoThatFailTogether_StartsEachOnce()
    {
        var gate = Barriers.Signal();
        var parent = Listening(System.Create(
            async () =>
            {
                await gate.Task;
                await WaitForever();
            },
            ParentOptions(new SupervisionPolicy { OnFailure = ChildFailure.RestartAllChildren, MaxRestarts = 1 }))).Start();
        var a = StartChild(parent, "a");
        var b = StartChild(parent, "b");
        a.Fire("FAIL");
        await a.Ended();
        b.Fire("FAIL");
        await b.Ended();

        gate.SetResult();

        // A completion completes before the parent is told (spec L8): the second may be told first.
        await Heard("+a", "+b");
        await HeardInAnyOrder("-a", "-b");
        await Heard("+a", "+b");
        await parent.AtWaitPoint();
        Assert.Equal(WorkerState.Running, parent.State);
    }

    [Fact]
    [Trait("Spec", "C7")]
    public async Task RestartLaterChildren_OnAFailure_LeavesTheEarlierOnesAlone()
    {
        var parent = StartParent(SupervisionPolicy.RestartLaterChildren);
        var a = StartChild(parent, "a");
        var b = StartChild(parent, "b");
        var c = StartChild(parent, "c");
        await Heard("+a", "+b", "+c");
        var firstRun = a.Completion;

        b.Fire("FAIL");
        await Heard("-b", "-c", "+b", "+c");
        Assert.False(firstRun.IsCompleted);

        // Each keeps its place over a restart.
        c.Fire("FAIL");
        await Heard("-c", "+c");
        a.Fire("FAIL");
        await Heard("-a");
        await HeardInAnyOrder("-b", "-c");
        await Heard("+a", "+b", "+c");
    }

    [Fact]
    [Trait("Spec", "C7")]
    public async Task Escalate_OnAFailure_FailsTheParentWithIt()
    {
        var cleanedUp = false;
        var token = default(CancellationToken);
        var parent = Listening(System.Create(
            async () =>
            {
                token = Stopping;
                try
                {
                    await WaitForever();
                }
                finally
                {
                    await Update();
                    cleanedUp = true;
                }
            },
            ParentOptions(SupervisionPolicy.Escalate))).Start();
        var child = StartChild(parent, "a");
        var other = StartChild(parent, "b");
        child.Fire("FAIL");
        var failure = (await child.Ended()).Error;

        var result = await parent.Ended();

        Assert.Equal(WorkerState.Faulted, result.State);
        Assert.Same(failure, result.Error);
        Assert.True(cleanedUp);
        Assert.True(token.IsCancellationRequested);
        Assert.Equal(WorkerState.Stopped, other.State);
    }

    [Fact]
    [Trait("Spec", "C7")]
    public async Task Escalate_ToAParentThatRestartsChildren_RestartsTheFamily()
    {
        var top = StartParent(SupervisionPolicy.RestartChild);
        var middle = System.Create(
            async () =>
            {
                Start(Failing, new WorkerOptions { Name = "leaf" });
                await WaitForever();
            },
            new WorkerOptions { Name = "middle", Parent = top, Supervision = SupervisionPolicy.Escalate });
        middle.Start();
        await Heard("+middle");
        await middle.AtWaitPoint();

        middle.Children[0].Fire("FAIL");

        await Heard("-middle", "+middle");
        await middle.AtWaitPoint();
        Assert.Single(middle.Children);
    }

    [Fact]
    [Trait("Spec", "C7")]
    public async Task Escalate_AtAWorkerWithARestartPolicy_StartsItsBodyAgain()
    {
        var attempts = new AttemptCounter();
        var top = StartParent(null);
        var restarting = Barriers.Signal<object?>();
        top.Listen(WorkerEvents.ChildRestart, e => restarting.SetResult(e.Data));
        var middle = System.Create(
            async () =>
            {
                Start(Failing);
                attempts.Begin();
                await WaitForever();
            },
            new WorkerOptions
            {
                Parent = top,
                Supervision = SupervisionPolicy.Escalate,
                Restart = new RestartPolicy { Jitter = 0 },
            });
        middle.Start();
        await middle.AtWaitPoint();

        middle.Children[0].Fire("FAIL");
        Assert.IsType<InvalidDataException>(await restarting.Task.Soon());
        Assert.False(middle.Completion.IsCompleted);
        Time.Advance(TimeSpan.FromMilliseconds(200));

        await attempts.Reached(2);
        await middle.AtWaitPoint();
        Assert.Equal(WorkerState.Running, middle.State);
        Assert.Single(middle.Children);
        Assert.False(middle.Stopping.IsCancellationRequested);
    }

    [Fact]
    [Trait("Spec", "C7")]
    public async Task Escalate_WhileTheParentIsPaused_EndsIt()
    {
        var parent = StartParent(SupervisionPolicy.Escalate);
        var child = StartChild(parent, "a");
        parent.Pause();
        await parent.AtWaitPoint();

        child.Fire("FAIL");

        Assert.Equal("boom", (await parent.Ended()).Error!.Message);
    }

    [Fact]
    [Trait("Spec", "C7")]
    public async Task Escalate_FollowedByAStop_LeavesTheCleanUpAlone()
    {
        var gate = Barriers.Signal();
        var cleaning = Barriers.Signal();
        var isCleanedUp = false;
        var parent = System.Create(
            async () =>
            {
                try
                {
                    await WaitForever();
                }
                finally
                {
                    cleaning.SetResult();
                    await Wait(gate.Task);
                    isCleanedUp = true;
                }
            },
            new WorkerOptions { Parent = WorkerParent.None, Supervision = SupervisionPolicy.Escalate, Restart = RestartPolicy.OnFailure });
        parent.Start();
        StartChild(parent, "a").Fire("FAIL");
        await cleaning.Task.Soon();

        parent.Pause();
        var stopped = parent.StopAsync();
        await parent.AtWaitPoint();
        gate.SetResult();

        var result = await stopped.Soon();
        Assert.Equal("boom", result.Error!.Message);
        Assert.Equal(WorkerState.Faulted, result.State);
        Assert.True(isCleanedUp);
        Assert.DoesNotContain(Log.Entries, static entry => entry.Id == 3);
    }

    [Fact]
    [Trait("Spec", "C7")]
    public async Task Escalate_OfAParentWithoutABody_FailsIt()
    {
        var parent = System.Start(ParentOptions(SupervisionPolicy.Escalate));
        var child = StartChild(parent, "a");

        child.Fire("FAIL");

        Assert.Equal("boom", (await parent.Ended()).Error!.Message);
    }

    [Fact]
    [Trait("Spec", "C7")]
    public async Task Limit_UsedUp_Escalates()
    {
        var parent = StartParent(new SupervisionPolicy { OnFailure = ChildFailure.RestartChild, MaxRestarts = 2 });
        var child = StartChild(parent, "a");
        await Heard("+a");
        for (var i = 0; i < 2; i++)
        {
            child.Fire("FAIL");
            await Heard("-a", "+a");
        }

        child.Fire("FAIL");

        var result = await parent.Ended();
        Assert.Equal(WorkerState.Faulted, result.State);
        Assert.Equal("boom", result.Error!.Message);
        Assert.Equal([1, 8, 1, 8, 1, 9, 1], Log.Entries.Select(static entry => entry.Id));
    }

    [Fact]
    [Trait("Spec", "C7")]
    public async Task Limit_OfAnotherWindow_DoesNotCount()
    {
        var parent = StartParent(
            new SupervisionPolicy { OnFailure = ChildFailure.RestartChild, MaxRestarts = 1, Window = TimeSpan.FromSeconds(10) });
        var child = StartChild(parent, "a");
        await Heard("+a");
        child.Fire("FAIL");
        await Heard("-a", "+a");

        Time.Advance(TimeSpan.FromSeconds(10));
        child.Fire("FAIL");

        await Heard("-a", "+a");
        await parent.AtWaitPoint();
        Assert.Equal(WorkerState.Running, parent.State);
    }

    [Fact]
    [Trait("Spec", "C7")]
    public async Task Parent_ThatIsEnding_RestartsNobody()
    {
        var starts = new AttemptCounter();
        var parent = StartParent(SupervisionPolicy.RestartChild);
        StartNamed(parent, "a", async () =>
        {
            starts.Begin();
            try
            {
                await WaitForever();
            }
            catch (WorkerExit)
            {
                throw new InvalidDataException("boom");
            }
        });
        await Heard("+a");
        await starts.Reached(1);

        var result = await parent.StopAsync().Soon();

        Assert.Equal(WorkerState.Stopped, result.State);
        await Heard("-a");
        Assert.Equal(1, starts.Count);
    }

    [Fact]
    [Trait("Spec", "C7")]
    public async Task RestartAllChildren_WhileTheParentEnds_EndsThemAll()
    {
        var gate = Barriers.Signal();
        var cleaning = Barriers.Signal();
        var parent = StartParent(SupervisionPolicy.RestartAllChildren);
        var a = StartChild(parent, "a");
        StartNamed(parent, "b", async () =>
        {
            try
            {
                await WaitForever();
            }
            finally
            {
                cleaning.TrySetResult();
                await Wait(gate.Task);
            }
        });
        await Heard("+a", "+b");
        a.Fire("FAIL");
        await Heard("-a");
        await cleaning.Task.Soon();

        var stopped = parent.StopAsync();
        gate.SetResult();

        Assert.Equal(WorkerState.Stopped, (await stopped.Soon()).State);
        await Heard("-b");
        Assert.False(_heard.Reader.TryRead(out _));
    }

    [Fact]
    [Trait("Spec", "C7")]
    public void Create_WithAPolicyThatCannotBe_Throws()
    {
        SupervisionPolicy[] wrong =
        [
            new() { OnFailure = (ChildFailure)9 },
            new() { MaxRestarts = 0 },
            new() { Window = TimeSpan.Zero },
        ];
        foreach (var policy in wrong)
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => System.Create(null, new WorkerOptions { Supervision = policy }));
        }
    }

    /// <summary>Ends as it is told.</summary>
    private static async Task Failing()
    {
        var e = await WaitUntil(static e => e.Name is "FAIL" or "DONE" or "EXIT");
        if (e.Name == "FAIL") throw new InvalidDataException("boom");
        if (e.Name == "EXIT") Exit();
    }

    private static WorkerOptions ParentOptions(SupervisionPolicy? policy) =>
        new() { Name = "parent", Parent = WorkerParent.None, Supervision = policy };

    private Worker StartParent(SupervisionPolicy? policy) =>
        Listening(System.Create(static async () => await WaitForever(), ParentOptions(policy))).Start();

    private Worker StartChild(Worker parent, string name) => StartNamed(parent, name, Failing);

    private Worker StartNamed(Worker parent, string name, Func<Task> body) =>
        System.Start(body, new WorkerOptions { Name = name, Parent = parent });

    private Worker Listening(Worker parent)
    {
        parent.Listen(WorkerEvents.ChildStart, e => _heard.Writer.TryWrite("+" + ((Worker)e.Target!).Name));
        parent.Listen(WorkerEvents.ChildEnd, e => _heard.Writer.TryWrite("-" + ((Worker)e.Target!).Name));
        return parent;
    }

    private async Task Heard(params string[] expected)
    {
        foreach (var one in expected) Assert.Equal(one, await _heard.Reader.ReadAsync().AsTask().Soon());
    }

    private async Task HeardInAnyOrder(params string[] expected)
    {
        var heard = new List<string>();
        while (heard.Count < expected.Length) heard.Add(await _heard.Reader.ReadAsync().AsTask().Soon());
        Assert.Equal(expected.Order(), heard.Order());
    }
}
