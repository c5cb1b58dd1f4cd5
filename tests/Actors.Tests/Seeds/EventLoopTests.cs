using Actors.Tests.Conformance;
using static Actors.CurrentWorker;

namespace Actors.Tests.Seeds;

/// <summary>The pages "Event loop" and "Event system", and the example of the project's front page.</summary>
public sealed class EventLoopTests : SeedTests
{
    private static readonly EventName<int> SetValue = new("SET_VALUE");

    [Fact]
    public async Task CreateWorker_WaitForever_PrintsAndWaits()
    {
        var worker = System.Start(async () =>
        {
            Print("thread created");
            await WaitForever();
        });
        await worker.AtWaitPoint();

        Assert.True(worker.IsRunning);
        Assert.Equal(["thread created"], Printed);
    }

    [Fact]
    public async Task Increaser_SetValue_GoesOnFromThere()
    {
        var increaser = System.Start(async () =>
        {
            var count = 1;
            Listen(SetValue, e => count = e.Data);
            while (true)
            {
                Print(count++);
                await Sleep(TimeSpan.FromSeconds(1));
            }
        });
        await Seconds(increaser, 2);

        increaser.Fire(SetValue, 10);
        await Seconds(increaser, 2);

        increaser.Pause();
        await Seconds(increaser, 5);
        increaser.Resume();
        await Seconds(increaser, 1);

        increaser.Stop();
        await increaser.Ended();
        Assert.Equal(["1", "2", "3", "10", "11", "12", "13"], Printed);
    }

    [Fact]
    public async Task Stop_AtOnce_TheThreadRunsUntilItHasProcessedIt()
    {
        await Barriers.OnPlainThread(() =>
        {
            // The worker's thread is this one's: it cannot have processed anything before this thread lets it.
            using var ui = new ContextThread();
            var thread = ui.Run(() =>
            {
                var thread = System.Start(new WorkerOptions { Dispatcher = WorkerDispatcher.For(ui) });
                thread.Stop();
                Print(thread.IsRunning);
                return thread;
            }).GetAwaiter().GetResult();
            thread.Join();
        });

        Assert.Equal(["True"], Printed);
    }

    [Fact]
    public async Task WaitThread_AfterStop_ItRunsNoMore()
    {
        var thread = System.Start();
        var waiter = System.Start(async () =>
        {
            await Wait(thread.Stop());
            Print(thread.IsRunning);
        });
        await waiter.Ended();

        Assert.Equal(["False"], Printed);
    }

    [Fact]
    public async Task Printer_FiredAtAndStopped_PrintsAllBeforeItEnds()
    {
        var printer = System.Start(async () =>
        {
            Listen("PRINT", e => Print(e.Data));
            await WaitForever();
        });

        printer.Fire("PRINT", "foo");
        printer.Fire("PRINT", "bar");
        await Barriers.OnPlainThread(() => printer.Stop().Join());

        Assert.Equal(["foo", "bar"], Printed);
    }

    private async Task Seconds(Worker worker, int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            await worker.AtWaitPoint();
            Time.Advance(TimeSpan.FromSeconds(1));
        }

        await worker.AtWaitPoint();
    }
}
