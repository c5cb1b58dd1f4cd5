using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec W4 and W6: the wait that does not wait, and whose time the others take.</summary>
public abstract class UpdateTests : ConformanceTests
{
    [Fact]
    [Trait("Spec", "W4")]
    public async Task Update_EventsAreQueued_HandlesThemAllAndReturns()
    {
        var worker = System.Start(async () =>
        {
            var heard = new List<object?>();
            Listen("A", e => heard.Add(e.Data));
            for (var i = 0; i < 1000; i++) Current.Fire("A", i);
            Later(() => heard.Add("later"));
            Assert.Empty(heard);
            await Update();
            return heard;
        });

        var result = await worker.Ended();
        result.ThrowIfFaulted();
        Assert.Equal([.. Enumerable.Range(0, 1000).Cast<object?>(), "later"], (List<object?>)result.Value!);
    }

    [Fact]
    [Trait("Spec", "W4")]
    public async Task Update_NothingIsQueued_Returns()
    {
        var worker = System.Start(async () =>
        {
            for (var i = 0; i < 1000; i++) await Update();
        });

        Assert.Equal(WorkerState.Completed, (await worker.Ended()).State);
    }

    [Fact]
    [Trait("Spec", "W4")]
    public async Task Update_AListenerFiresAgainAndAgain_Returns()
    {
        var heard = 0;
        var worker = System.Start(async () =>
        {
            Listen("A", e =>
            {
                heard++;
                Current.Fire("A");
            });
            Current.Fire("A");
            await Update();
            return heard;
        });

        Assert.InRange((int)(await worker.Ended()).Value!, 1, 10);
    }

    [Fact]
    [Trait("Spec", "W4")]
    public async Task Update_AStopIsQueued_ThrowsWorkerExit()
    {
        var worker = System.Start(async () =>
        {
            Current.Stop();
            await Update();
            return "went on";
        });

        Assert.Equal(WorkerState.Stopped, (await worker.Ended()).State);
    }

    [Fact]
    [Trait("Spec", "W4")]
    public async Task Update_OutsideEveryWorker_Returns()
    {
        Assert.True(await Barriers.OnPlainThread(() => Update().AsTask().IsCompletedSuccessfully));
    }

    [Theory]
    [InlineData("Sleep")]
    [InlineData("WaitEvent")]
    [InlineData("WaitUntil")]
    [InlineData("Wait(task)")]
    [InlineData("Wait(worker)")]
    [Trait("Spec", "W6")]
    public async Task Wait_OfAWorker_TakesItsSystemsTime(string wait)
    {
        var second = TimeSpan.FromSeconds(1);
        var otherEngine = OnEngineAttribute.Of(GetType()).CreateEngine();
        await using var other = otherEngine.CreateSystem(new WorkerSystemOptions { TimeProvider = otherEngine.Clock });
        Func<Task> body = wait switch
        {
            "Sleep" => async () => await Sleep(second),
            "WaitEvent" => async () => await WaitEvent("A", second),
            "WaitUntil" => async () => await WaitUntil(static _ => false, second),
            "Wait(task)" => async () => await Wait(new TaskCompletionSource().Task, second),
            _ => async () => await Wait(System.Create(), second),
        };
        var mine = System.Start(body);
        var others = other.Start(body);
        await mine.AtWaitPoint();
        await others.AtWaitPoint();

        Time.Advance(second);
        await mine.Ended();
        await others.AtWaitPoint();
        Assert.Equal(WorkerState.Running, others.State);

        otherEngine.Advance(second);
        await others.Ended();
    }

    [Fact]
    [Trait("Spec", "W6")]
    public async Task TimeProvider_OfASystem_IsTheOneGivenToIt()
    {
        Assert.Same(Engine.Clock, System.TimeProvider);

        var worker = System.Start(async () =>
        {
            var start = Current.System.TimeProvider.GetUtcNow();
            await Sleep(TimeSpan.FromDays(365));
            return Current.System.TimeProvider.GetUtcNow() - start;
        });
        await worker.AtWaitPoint();
        Time.Advance(TimeSpan.FromDays(365));

        Assert.Equal(TimeSpan.FromDays(365), (await worker.Ended()).Value);
    }
}
