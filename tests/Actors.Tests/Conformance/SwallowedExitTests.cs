using Microsoft.Extensions.Logging;
using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec L6: a body that swallows its <see cref="WorkerExit"/> goes on, and this is logged.</summary>
public abstract class SwallowedExitTests : ConformanceTests
{
    [Fact]
    [Trait("Spec", "L6")]
    public async Task WorkerExit_SwallowedByTheBody_DoesNotEndIt()
    {
        var heard = Barriers.Signal();
        var worker = System.Start(async () =>
        {
            Listen("E", _ => heard.SetResult());
            await Swallow();
            await WaitEvent("GO");
            return 42;
        });
        worker.Stop();
        worker.Fire("E");
        await heard.Task;
        await worker.AtWaitPoint();
        Assert.Equal(WorkerState.Stopping, worker.State);
        worker.Fire("GO");

        Assert.Equal(42, await worker.Value());
        Assert.Contains(worker.Path, Assert.Single(Warnings()).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "L6")]
    public async Task WorkerExit_SwallowedManyTimes_IsLoggedOnceARun()
    {
        var worker = System.Create(static async () =>
        {
            for (var i = 0; i < 3; i++) await Swallow();
        });

        for (var run = 1; run <= 2; run++)
        {
            worker.Start();
            for (var i = 0; i < 3; i++)
            {
                worker.Stop();
                await worker.AtWaitPointOrEnd();
            }

            await worker.Value();
            Assert.Equal(run, Warnings().Count());
        }
    }

    [Fact]
    [Trait("Spec", "L6")]
    public async Task Stop_AfterASwallowedExit_ThrowsAnother()
    {
        var worker = System.Start(static async () =>
        {
            await Swallow();
            await WaitForever();
        });
        worker.Stop();
        await worker.AtWaitPoint();
        worker.Stop();

        Assert.Equal(WorkerState.Stopped, (await worker.Completion).State);
        Assert.Single(Warnings());
    }

    [Fact]
    [Trait("Spec", "L6")]
    public async Task WorkerExit_ThatPasses_IsNotLogged()
    {
        var worker = System.Start(static async () =>
        {
            try
            {
                await WaitForever();
            }
            finally
            {
                await CurrentWorker.Update();
            }
        });
        await worker.StopAsync();

        Assert.Empty(Warnings());
    }

    private static async Task Swallow()
    {
        try
        {
            await WaitForever();
        }
        catch (WorkerExit)
        {
        }
    }

    private IEnumerable<RecordingLogger.Entry> Warnings() => Log.Entries.Where(static entry => entry.Level >= LogLevel.Warning);
}
