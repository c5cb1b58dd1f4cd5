using Actors.Tests.Conformance;
using static Actors.CurrentWorker;

namespace Actors.Tests.Seeds;

/// <summary>The pages "Daemon thread" and "Handle WorkerExit".</summary>
public sealed class ExitTests : SeedTests
{
    [Fact]
    public async Task Finally_WorkerIsStopped_TerminatesTheServer()
    {
        var serverThread = System.Start(async () =>
        {
            var server = new Server(Print);
            server.Run();
            try
            {
                await WaitForever();
            }
            finally
            {
                await server.DisposeAsync();
            }
        });
        await serverThread.AtWaitPoint();

        serverThread.Stop();
        await serverThread.Ended();

        Assert.Equal(["server runs", "server terminated"], Printed);
    }

    [Fact]
    public async Task AwaitUsing_WorkerIsStopped_TerminatesTheServer()
    {
        var serverThread = System.Start(async () =>
        {
            await using var server = new Server(Print);
            server.Run();
            await WaitForever();
        });
        await serverThread.AtWaitPoint();

        serverThread.Stop();
        await serverThread.Ended();

        Assert.Equal(["server runs", "server terminated"], Printed);
    }

    [Fact]
    public async Task WorkerExit_ThrownByTheBody_ExitsTheThread()
    {
        var thread = System.Start(() =>
        {
            Print("leaving");
            throw new WorkerExit();
        });

        Print((await thread.Ended()).State);

        Assert.Equal(["leaving", "Stopped"], Printed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ParentExits_ChildIsSlowToStop_IsWaitedForUnlessItIsADaemon(bool isDaemon)
    {
        var goOn = Barriers.Signal();
        var childIsStopping = Barriers.Signal();
        Worker? child = null;
        var parent = System.Start(async () =>
        {
            child = Start(
                async () =>
                {
                    try
                    {
                        await WaitForever();
                    }
                    finally
                    {
                        childIsStopping.SetResult();
                        await goOn.Task;
                        Print("child stopped");
                    }
                },
                new WorkerOptions { IsDaemon = isDaemon });
            await WaitForever();
        });
        parent.Listen(WorkerEvents.ChildEnd, _ => Print("child ended before its parent"));
        await parent.AtWaitPoint();
        await child!.AtWaitPoint();

        parent.Stop();
        await childIsStopping.Task.Soon();
        if (isDaemon)
        {
            await parent.Ended();
            Print("parent stopped");
            goOn.SetResult();
            await child!.Ended();
        }
        else
        {
            Assert.True(parent.IsRunning);
            goOn.SetResult();
            await parent.Ended();
            Print("parent stopped");
        }

        Assert.Equal(
            isDaemon ? ["parent stopped", "child stopped"] : ["child stopped", "child ended before its parent", "parent stopped"],
            Printed);
    }

    private sealed class Server(Action<object?> print) : IAsyncDisposable
    {
        public void Run() => print("server runs");

        public async ValueTask DisposeAsync()
        {
            await Update();
            print("server terminated");
        }
    }
}
