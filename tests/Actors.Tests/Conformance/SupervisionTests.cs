using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec C7: what a child's failure does to its family, by the parent's choice.</summary>
public abstract class SupervisionTests : SupervisionConformance
{
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
}
