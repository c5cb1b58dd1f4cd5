using Actors.TestKit;
using Actors.Tests.Conformance;
using static Actors.CurrentWorker;

namespace Actors.Tests.Seeds;

/// <summary>The programs of "Event-driven programming", Python's asyncio, word for word; and what they print.</summary>
public sealed class AsyncioTests : IAsyncLifetime
{
    private readonly List<string> _printed = [];
    private readonly VirtualTime _time = new();

    private WorkerSystem System { get; set; } = null!;

    public Task InitializeAsync()
    {
        System = new WorkerSystem(new WorkerSystemOptions { TimeProvider = _time });
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await System.DisposeAsync();

    [Fact]
    [Trait("Spec", "T1")]
    public async Task HelloWorld_RunMain_PrintsIt()
    {
        Task Main()
        {
            Print("Hello World");
            return Task.CompletedTask;
        }

        // Run the async method
        await Run(Main);

        Assert.Equal(["Hello World"], _printed);
    }

    [Fact]
    [Trait("Spec", "T1")]
    public async Task Future_FulfilledAfterTwoSeconds_MainGoesOn()
    {
        async Task MyOperation(Future<string> future)
        {
            await Sleep(TimeSpan.FromSeconds(2));
            future.SetResult("Completed");
        }

        async Task Main()
        {
            // get running loop and create a future object
            var loop = EventLoop.Current;
            var future = loop.CreateFuture<string>();

            // create a task and complete the future
            _ = loop.CreateTask(() => MyOperation(future));

            // Await for the future to complete
            Print("Waiting for future to complete...");
            var result = await future;

            // once future is done, print the result.
            Print($"Future result: {result}");
        }

        // Run the main method
        var before = _time.GetUtcNow();
        await Run(Main);

        Assert.Equal(["Waiting for future to complete...", "Future result: Completed"], _printed);
        Assert.Equal(TimeSpan.FromSeconds(2), _time.GetUtcNow() - before);
    }

    [Fact]
    [Trait("Spec", "T1")]
    public async Task Coroutine_RunIt_PrintsIt()
    {
        Task MyOperation()
        {
            Print("First Coroutine");
            return Task.CompletedTask;
        }

        // Run the async method
        await Run(MyOperation);

        Assert.Equal(["First Coroutine"], _printed);
    }

    [Fact]
    [Trait("Spec", "T1")]
    public async Task TenTasks_MainEndsAtOnce_TheyAllRunBehindIt()
    {
        Task TaskEx(int n)
        {
            // The seed blocks its thread for a second here; how long that takes is nothing to the order.
            Print($"Processing {n}");
            return Task.CompletedTask;
        }

        Task GeneratorTask()
        {
            for (var i = 0; i < 10; i++)
            {
                var n = i;
                EventLoop.Current.CreateTask(() => TaskEx(n));
            }

            Print("Tasks Completed");
            return Task.CompletedTask;
        }

        // Run the async method
        await Run(GeneratorTask);

        Assert.Equal(["Tasks Completed", .. Enumerable.Range(0, 10).Select(static n => $"Processing {n}")], _printed);
    }

    [Fact]
    [Trait("Spec", "T1")]
    public async Task SetEventLoop_CallLaterAndRunForever_StopsWhereItIsTold()
    {
        await Barriers.OnPlainThread(() =>
        {
            using var loop = new EventLoop(new EventLoopOptions { System = System });
            var start = loop.Time;
            loop.CallLater(TimeSpan.FromSeconds(5), () =>
            {
                Print(loop.Time - start);
                loop.Stop();
            });
            loop.RunForever();
        });

        Assert.Equal(["00:00:05"], _printed);
    }

    private Task Run(Func<Task> main) => Barriers.OnPlainThread(() => EventLoop.Run(main, new EventLoopOptions { System = System }));

    private void Print(object line) => _printed.Add($"{line}");
}
