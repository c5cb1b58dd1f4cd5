using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Code that goes on beside the body, ends that come twice, and errors that nobody awaits: nothing hangs, nothing is lost.</summary>
public abstract class LeftBehindTests : ConformanceTests
{
    [Theory]
    [Trait("Spec", "F7")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Wait_OfCodeThatAListenerLeftBehind_GoesOn(bool listenerWaits)
    {
        var left = Barriers.Signal();
        var worker = System.Start(async () =>
        {
            Listen("A", async e =>
            {
                _ = Fork();
                if (listenerWaits) await WaitEvent("B");
            });
            await WaitForever();

            async Task Fork()
            {
                await WaitEvent("C");
                left.SetResult();
            }
        });
        worker.Fire("A");
        if (listenerWaits) worker.Fire("B");
        await worker.AtWaitPoint();
        worker.Fire("C");

        await left.Task.Soon();
    }

    [Fact]
    [Trait("Spec", "L8")]
    public async Task Wait_PendingWhenTheRunEnds_IsToldSo()
    {
        var left = Barriers.Signal<Exception?>();
        var worker = System.Start(() =>
        {
            _ = Fork();
            return Task.CompletedTask;

            async Task Fork()
            {
                try
                {
                    await WaitForever();
                }
                finally
                {
                    left.SetResult(await Record.ExceptionAsync(async () => await Sleep(TimeSpan.FromHours(1))));
                }
            }
        });
        await worker.Ended();

        Assert.Contains("has ended", (await left.Task.Soon())!.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "L4")]
    public async Task StopAsync_WhileTheCleanUpWaits_DoesNotDisturbIt()
    {
        var cleaned = false;
        var worker = System.Start(async () =>
        {
            try
            {
                await WaitForever();
            }
            finally
            {
                await WaitEvent("CLEAN");
                cleaned = true;
            }
        });
        worker.Stop();
        await worker.AtWaitPoint();
        var stopped = worker.StopAsync();
        worker.Fire("CLEAN");

        Assert.Equal(WorkerState.Stopped, (await stopped.Soon()).State);
        Assert.True(cleaned);
        Assert.Empty(Log.Entries);
    }

    [Fact]
    [Trait("Spec", "L9")]
    public async Task Completion_AfterAStartThatFailed_StillTellsOfTheLastRun()
    {
        var parent = System.Start();
        var child = System.Create(static () => Task.FromResult(42), new() { Parent = parent }).Start();
        await child.Ended();
        await parent.StopAsync();

        Assert.Throws<InvalidOperationException>(() => child.Start());

        Assert.Equal(42, (await child.Ended()).Value);
    }

    [Fact]
    [Trait("Spec", "C6")]
    public async Task StopAsync_CalledByWhatTheStopCalls_EndsForBoth()
    {
        var system = CreateSystem(Options());
        var inner = Barriers.Signal<Task>();
        var worker = system.Start(static () => WaitForever().AsTask());
        worker.Stopping.Register(() => inner.SetResult(system.StopAsync()));

        await Barriers.OnPlainThread(() => { system.StopAsync(); });

        await (await inner.Task.Soon()).Soon();
        await system.StopAsync().Soon();
    }

    [Fact]
    [Trait("Spec", "A1")]
    public async Task Get_OfTheFunctionThatStartedTheCaller_MakesNobodyItsOwnAncestor()
    {
        var self = default(Async<string>)!;
        var made = Barriers.Signal();
        self = System.Async(async () =>
        {
            await Wait(made.Task);
            var child = Start(async () => await self.Get());
            await child.AtWaitPoint();
            return child.Path;
        });
        made.SetResult();

        var path = await self.Worker.Value();

        Assert.Equal(2, ((string)path!).Count(static letter => letter == '/'));
    }

    [Fact]
    [Trait("Spec", "E5")]
    public async Task AsyncVoidListener_ThatThrows_IsReportedAndTheWorkerGoesOn()
    {
        var worker = System.Start();
        var error = Barriers.Signal<ListenerFailure>();
        worker.Listen(WorkerEvents.ListenerError, e => error.SetResult((ListenerFailure)e.Data!));
        Action<Event> careless = static async _ =>
        {
            await Task.Yield();
            throw new InvalidOperationException("careless");
        };
        worker.Listen("A", careless);
        worker.Fire("A");

        Assert.Equal("careless", (await error.Task.Soon()).Exception.Message);
        await worker.AtWaitPoint();
    }

    [Fact]
    [Trait("Spec", "L7")]
    public async Task Wait_ForTasksThatHaveEnded_StillLetsEventsIn()
    {
        var heard = false;
        var worker = System.Start(async () =>
        {
            Listen("STOP", _ => heard = true);
            while (!heard) await Wait(Task.CompletedTask);
        });
        worker.Fire("STOP");

        Assert.Equal(WorkerState.Completed, (await worker.Ended()).State);
    }

    [Fact]
    [Trait("Spec", "M2")]
    public async Task Update_OfAMainWorkerWithAContext_SaysThatItNeedsNone()
    {
        var system = CreateSystem(Options(WorkerDispatcher.For(new SynchronizationContext())));

        var error = await Barriers.OnPlainThread(() => Assert.Throws<InvalidOperationException>(system.Update));

        Assert.Contains("Polled", error.Message, StringComparison.Ordinal);
        await system.StopAsync().Soon();
    }
}
