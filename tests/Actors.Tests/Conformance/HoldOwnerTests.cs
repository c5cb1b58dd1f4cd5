using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>The acknowledged pause and whose it is: pauses that overlap, and who may pause whom.</summary>
public abstract class HoldOwnerTests : ConformanceTests
{
    /// <summary>Completes when the worker's loop has seen all that was queued before.</summary>
    private static async Task Seen(Worker worker) =>
        (await worker.PauseAsync(new() { Scope = PauseScope.Worker }).AsTask().Soon()).Resume();

    [Fact]
    public async Task Pauses_ThatOverlap_HoldUntilTheLastIsResumed()
    {
        var parent = System.Start(static () => WaitForever().AsTask());
        var child = System.Start(static () => WaitEvent("GO").AsTask(), new() { Parent = parent });
        var outer = await parent.PauseAsync().AsTask().Soon();
        var inner = await child.PauseAsync().AsTask().Soon();
        child.Fire("GO");
        outer.Resume();
        outer.Resume();
        await Seen(child);
        await parent.AtWaitPoint();
        Assert.Equal((WorkerState.Running, WorkerState.Paused), (parent.State, child.State));
        Assert.True(outer.IsResumed);
        inner.Resume();

        await child.Value();
    }

    [Fact]
    public async Task Resume_OfTheWorkerItself_DoesNotLetItGo()
    {
        var worker = System.Start(static () => WaitEvent("GO").AsTask());
        worker.Pause();
        var pause = await worker.PauseAsync().AsTask().Soon();
        worker.Fire("GO");
        await Seen(worker);
        pause.Resume();
        await worker.AtWaitPoint();
        Assert.Equal(WorkerState.Paused, worker.State);

        pause = await worker.PauseAsync().AsTask().Soon();
        worker.Resume();
        await Seen(worker);
        Assert.Equal(WorkerState.Paused, worker.State);
        pause.Resume();

        await worker.Value();
    }

    [Fact]
    public async Task PauseAsync_InAWorker_IsAWaitPointOfIt()
    {
        var other = System.Start(static () => WaitForever().AsTask());
        var (gate, entered) = (Barriers.Signal(), Barriers.Signal());
        other.Later(async () =>
        {
            entered.SetResult();
            await gate.Task;
        });
        await entered.Task;
        var worker = System.Start(async () =>
        {
            var heard = 0;
            Listen("E", _ =>
            {
                heard++;
                gate.SetResult();
            });
            using var pause = await other.PauseAsync();
            return (heard, pause.Count);
        });
        worker.Fire("E");

        Assert.Equal((1, 1), await worker.Value());
    }

    [Fact]
    public async Task PauseAsync_OfItselfOrOfAParent_IsAClearError()
    {
        var parent = System.Start(static () => WaitForever().AsTask(), new() { Name = "parent" });
        var child = System.Start(
            async () =>
            {
                var self = await Assert.ThrowsAsync<InvalidOperationException>(async () => await Current.PauseAsync());
                var above = await Assert.ThrowsAsync<InvalidOperationException>(async () => await Current.Parent!.PauseAsync());
                using var alone = await Current.Parent!.PauseAsync(new() { Scope = PauseScope.Worker });
                return (self.Message, above.Message, alone.Count);
            },
            new() { Parent = parent, Name = "child" });
        var (self, above, count) = ((string, string, int))(await child.Value())!;

        Assert.StartsWith("Worker '/parent/child' cannot pause '/parent/child' by PauseAsync", self, StringComparison.Ordinal);
        Assert.StartsWith("Worker '/parent/child' cannot pause '/parent' by PauseAsync", above, StringComparison.Ordinal);
        Assert.Equal(1, count);
    }

    [Fact]
    public async Task PauseAsync_OfEachOther_IsAClearErrorForTheSecond()
    {
        Worker? other = null;
        var (both, over) = (Barriers.Signal(), Barriers.Signal());
        async Task<string> Pauser(Func<Worker> whom)
        {
            await both.Task;
            try
            {
                using var pause = await whom().PauseAsync();
                await Wait(over.Task);
                return "paused";
            }
            catch (InvalidOperationException error)
            {
                over.SetResult();
                return error.Message;
            }
        }

        var one = System.Start(() => Pauser(() => other!));
        other = System.Start(() => Pauser(() => one));
        both.SetResult();
        var said = new[] { (string)(await one.Value())!, (string)(await other.Value())! };

        Assert.Contains("paused", said);
        Assert.Contains(said, static message => message.Contains("nobody could resume the other", StringComparison.Ordinal));
    }

    [Fact]
    public async Task PauseAsync_InASynchronousListener_IsAClearError()
    {
        var worker = System.Start(static () => WaitForever().AsTask());
        var other = System.Start(static () => WaitForever().AsTask());
        var said = Barriers.Signal<Exception>();
        worker.Later(() => said.SetResult(Assert.Throws<InvalidOperationException>(() => { _ = other.PauseAsync().AsTask(); })));

        Assert.Contains("PauseAsync in a synchronous listener", (await said.Task.Soon()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task End_OfTheWorkerThatPaused_LetsTheOthersGoOn(bool isStopped)
    {
        var held = Barriers.Signal();
        var other = System.Start(static () => WaitEvent("GO").AsTask());
        var pauser = System.Start(async () =>
        {
            await other.PauseAsync();
            held.SetResult();
            await WaitEvent("END");
        });
        await held.Task.Soon();
        other.Fire("GO");
        Assert.Equal(WorkerState.Paused, other.State);
        if (isStopped) pauser.Stop();
        else pauser.Fire("END");

        await other.Value();
    }
}
