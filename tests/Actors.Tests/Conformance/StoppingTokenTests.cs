using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec L4: the token that tells foreign code of a stop.</summary>
public abstract class StoppingTokenTests : ConformanceTests
{
    [Fact]
    [Trait("Spec", "L4")]
    [Trait("Spec", "C4")]
    public async Task StoppingToken_ThatLetsForeignCodeGoOnAndBlock_DoesNotHoldUpTheStopOfSiblings()
    {
        var told = new TaskCompletionSource();
        using var sibling = new ManualResetEventSlim();
        var goesOn = WaitsElsewhere();
        var parent = System.Start();
        foreach (var register in new Action[] { () => Stopping.Register(told.SetResult), () => Stopping.Register(sibling.Set) })
        {
            var child = System.Start(
                async () =>
                {
                    register();
                    await WaitForever();
                },
                new WorkerOptions { Parent = parent });
            await child.AtWaitPoint();
        }

        parent.Stop();
        await parent.Ended();

        Assert.True(await goesOn.Soon());

        async Task<bool> WaitsElsewhere()
        {
            await told.Task.ConfigureAwait(false);
            return sibling.Wait(TimeSpan.FromSeconds(20));
        }
    }

    [Fact]
    [Trait("Spec", "L4")]
    public async Task Stop_DuringAForeignAwait_CancelsTheTokenAtOnce()
    {
        var running = Barriers.Signal<CancellationToken>();
        var never = Barriers.Signal();
        var worker = System.Start(async () =>
        {
            var stopping = Stopping;
            running.SetResult(stopping);
            await never.Task.WaitAsync(stopping);
        });
        var token = await running.Task;
        Assert.False(token.IsCancellationRequested);

        worker.Stop();
        Assert.True(token.IsCancellationRequested);

        Assert.Equal(WorkerState.Stopped, (await worker.Completion).State);
    }

    [Fact]
    [Trait("Spec", "L4")]
    public async Task Stopping_AskedForAfterTheStop_IsCancelled()
    {
        var running = Barriers.Signal();
        var gate = Barriers.Signal();
        var worker = System.Start(async () =>
        {
            running.SetResult();
            await gate.Task;
            return Stopping.IsCancellationRequested;
        });
        await running.Task;
        worker.Stop();
        gate.SetResult();

        Assert.Equal(true, await worker.Value());
    }

    [Fact]
    [Trait("Spec", "L4")]
    public async Task Stopping_OfTheNextRun_IsANewOne()
    {
        var worker = System.Create(static async () =>
        {
            _ = Stopping;
            await WaitForever();
        });
        worker.Start();
        await worker.StopAsync();
        Assert.True(worker.Stopping.IsCancellationRequested);
        worker.Start();

        Assert.False(worker.Stopping.IsCancellationRequested);
        await worker.StopAsync();
    }
}
