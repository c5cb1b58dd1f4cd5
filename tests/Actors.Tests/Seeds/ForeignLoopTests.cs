using Actors.Tests.Conformance;
using static Actors.CurrentWorker;

namespace Actors.Tests.Seeds;

/// <summary>The examples of <c>Worker.update</c> and <c>Defer</c>, with a toy toolkit in the place of tkinter.</summary>
public sealed class ForeignLoopTests : SeedTests
{
    [Fact]
    public async Task Update_HookedIntoAForeignLoop_ServesTheMainWorkerThere()
    {
        await Barriers.OnPlainThread(() =>
        {
            var system = new WorkerSystem(new WorkerSystemOptions { MainDispatcher = WorkerDispatcher.Polled });
            var root = new Toolkit();
            var here = Environment.CurrentManagedThreadId;
            Listen("PRINT", e =>
            {
                Print($"{e.Data} {IsMain} {Environment.CurrentManagedThreadId == here}");
                if (e.Data is 3) root.Quit();
            });

            var worker = system.Start(async () =>
            {
                for (var i = 1; i <= 3; i++) system.Main.Fire("PRINT", i);
                await WaitForever();
            });

            void WorkerUpdate()
            {
                system.Update();
                root.After(WorkerUpdate);
            }

            WorkerUpdate();
            root.MainLoop();
            worker.Stop().Join();
            system.DisposeAsync().AsTask().GetAwaiter().GetResult();
        });

        Assert.Equal(["1 True True", "2 True True", "3 True True"], Printed);
    }

    [Fact]
    public async Task Defer_ResolvedByTheUsersClick_LetsTheWorkerGoOn()
    {
        await Barriers.OnPlainThread(() =>
        {
            var system = new WorkerSystem(new WorkerSystemOptions { MainDispatcher = WorkerDispatcher.Polled });
            var mainThread = Current;
            var root = new Toolkit();

            void Hook()
            {
                root.After(Hook);
                system.Update();
            }

            var worker = system.Start(async () =>
            {
                var i = 0;
                void UpdateSomeGui(Defer<string> onFinished)
                {
                    Print($"gui {IsMain}");
                    root.AddButton($"Click me to fulfill defer {i}", () => onFinished.Resolve("OK"));
                }

                while (true)
                {
                    var defer = new Defer<string>();
                    Print($"worker {IsMain}");
                    mainThread.Later(() => UpdateSomeGui(defer));
                    Print(await defer.Get());
                    if (++i == 2) root.Quit();
                }
            });

            root.OnButton = button =>
            {
                Print(button.Text);
                button.Click();
            };
            Hook();
            root.MainLoop();
            worker.Stop();

            // The worker may have asked for a third button before it was told to stop: nobody clicks that one.
            root.OnButton = null;
            Assert.Equal(WorkerState.Stopped, worker.Join()!.State);
            system.DisposeAsync().AsTask().GetAwaiter().GetResult();
        });

        string[] expected =
        [
            "worker False", "gui True", "Click me to fulfill defer 0", "OK",
            "worker False", "gui True", "Click me to fulfill defer 1", "OK",
            "worker False",
        ];
        Assert.Equal(expected, Printed.Take(expected.Length));
    }

    /// <summary>A toolkit with a main loop that knows nothing of workers.</summary>
    private sealed class Toolkit
    {
        private readonly Queue<Action> _after = new();
        private volatile bool _quit;

        /// <summary>The user, who sees each new button.</summary>
        public Action<(string Text, Action Click)>? OnButton { get; set; }

        public void After(Action callback) => _after.Enqueue(callback);

        public void AddButton(string text, Action click) => OnButton?.Invoke((text, click));

        public void Quit() => _quit = true;

        public void MainLoop()
        {
            while (!_quit && _after.TryDequeue(out var callback)) callback();
        }
    }
}
