using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec C7: a failure becomes the parent's.</summary>
public abstract class EscalationTests : SupervisionConformance
{
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
}
