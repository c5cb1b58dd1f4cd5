using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec C7: a failure restarts all children, or those started later.</summary>
public abstract class RestartChildrenTests : SupervisionConformance
{
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

    private async Task HeardInAnyOrder(params string[] expected)
    {
        var heard = new List<string>();
        while (heard.Count < expected.Length) heard.Add(await _heard.Reader.ReadAsync().AsTask().Soon());
        Assert.Equal(expected.Order(), heard.Order());
    }
}
