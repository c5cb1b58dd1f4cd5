using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec M4: stopping the main worker, and starting it again.</summary>
public abstract class MainStopTests : ConformanceTests
{
    [Fact]
    [Trait("Spec", "M4")]
    public async Task Stop_OfTheMainWorker_StopsItsChildrenAndNothingElse()
    {
        var cleanedUp = false;
        var child = System.Start(async () =>
        {
            try
            {
                await WaitForever();
            }
            finally
            {
                await Update();
                cleanedUp = true;
            }
        }, new WorkerOptions { Parent = System.Main });
        var root = System.Start();
        Assert.Equal([child], System.Main.Children);

        System.Main.Stop();
        System.Update();

        Assert.Equal(WorkerState.Stopped, (await child.Ended()).State);
        Assert.True(cleanedUp);
        System.Update();
        Assert.Equal(WorkerState.Stopped, (await System.Main.Ended()).State);

        // The system, and the process, go on.
        Assert.Equal(WorkerState.Running, root.State);
        Assert.Equal(1, (await System.Start(() => Task.FromResult(1)).Ended()).Value);
    }

    [Theory]
    [InlineData("default")]
    [InlineData("polled")]
    [Trait("Spec", "M4")]
    public async Task Stop_OfTheMainWorkerWithNothingElseQueued_EndsInOneUpdate(string mode)
    {
        await using var system = CreateSystem(Options(mode == "polled" ? WorkerDispatcher.Polled : WorkerDispatcher.ThreadPool));

        system.Main.Stop();
        system.Update();

        Assert.Equal(WorkerState.Stopped, system.Main.State);
    }

    [Fact]
    [Trait("Spec", "M4")]
    public async Task Stop_OfTheMainWorkerAtAWaitOfTheMainFlow_ThrowsWorkerExitThere()
    {
        await Barriers.OnPlainThread(() =>
        {
            var system = CreateSystem(Options());
            async Task MainFlow() => await WaitForever();
            var flow = MainFlow();

            system.Main.Stop();

            Assert.Throws<WorkerExit>(() => flow.GetAwaiter().GetResult());
            system.DisposeAsync().AsTask().GetAwaiter().GetResult();
        });
    }

    [Fact]
    [Trait("Spec", "M4")]
    public async Task Wait_OfTheMainFlowAfterItsWorkerWasStartedAgain_GoesOn()
    {
        await Barriers.OnPlainThread(() =>
        {
            var system = CreateSystem(Options(WorkerDispatcher.Polled));
            async Task<object?> MainFlow() => (await WaitEvent("A")).Data;
            system.Main.Stop();
            system.Update();
            Assert.Equal(WorkerState.Stopped, system.Main.State);

            system.Main.Start();
            var flow = MainFlow();
            system.Main.Fire("A", 1);
            system.Update();

            Assert.Equal(1, flow.Soon().GetAwaiter().GetResult());
            system.DisposeAsync().AsTask().GetAwaiter().GetResult();
        });
    }

    [Fact]
    [Trait("Spec", "M4")]
    public async Task Calls_OfAMainFlowInATurnOfItsSecondRun_AreKnownToBeInATurn()
    {
        await Barriers.OnPlainThread(() =>
        {
            var system = CreateSystem(Options(WorkerDispatcher.Polled));
            var worker = system.Start();
            async Task MainFlow()
            {
                await WaitEvent("A");
                Assert.Throws<InvalidOperationException>(system.Update);
                Assert.Throws<InvalidOperationException>(() => worker.Join());
                Assert.Throws<InvalidOperationException>(() => system.RunOnCurrentThread(() => Task.CompletedTask));
                await system.StopAsync();
            }

            system.Main.Stop();
            system.Update();
            system.Main.Start();
            var flow = MainFlow();
            system.Main.Fire("A");
            system.Update();

            flow.Soon().GetAwaiter().GetResult();
            Assert.Equal(WorkerState.Stopped, worker.State);
            system.DisposeAsync().AsTask().GetAwaiter().GetResult();
        });
    }

    [Theory]
    [InlineData("default")]
    [InlineData("polled")]
    [Trait("Spec", "M4")]
    public async Task StopAsync_OnTheMainFlowAfterOneOfItsWaits_StopsTheSystem(string mode)
    {
        await Barriers.OnPlainThread(() =>
        {
            var system = CreateSystem(Options(mode == "polled" ? WorkerDispatcher.Polled : WorkerDispatcher.ThreadPool));
            var worker = system.Start();
            async Task MainFlow()
            {
                await WaitEvent("A");
                await system.StopAsync();
            }

            var flow = MainFlow();
            system.Main.Fire("A");
            system.Update();

            flow.Soon().GetAwaiter().GetResult();
            Assert.Equal(WorkerState.Stopped, worker.State);
            Assert.Equal(WorkerState.Stopped, system.Main.State);
            system.DisposeAsync().AsTask().GetAwaiter().GetResult();
        });
    }
}
