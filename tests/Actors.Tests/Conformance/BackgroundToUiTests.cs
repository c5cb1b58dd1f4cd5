using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>What goes wrong between background work and a user interface, and does not here (spec F6, M2).</summary>
public abstract class BackgroundToUiTests : ConformanceTests
{
    [Fact]
    [Trait("Spec", "M2")]
    public async Task BlockingCall_OfAUiListener_LeavesTheUiThreadFree()
    {
        using var ui = new ContextThread();
        await using var system = CreateSystem(Options(WorkerDispatcher.For(ui)));
        var blocks = new TaskCompletionSource<int>();
        var ended = Barriers.Signal<(int, int)>();
        system.Main.Listen("CLICK", async _ =>
        {
            var result = await Await(() => blocks.Task.GetAwaiter().GetResult());
            ended.SetResult((result, Environment.CurrentManagedThreadId));
        });
        system.Main.Fire("CLICK");
        await system.Main.AtWaitPoint();

        // The call blocks; what comes from the user is handled.
        for (var i = 0; i < 100; i++) Assert.Equal(i, await ui.Run(() => i));
        blocks.SetResult(42);

        Assert.Equal((42, ui.ThreadId), await ended.Task.Soon());
    }

    [Fact]
    [Trait("Spec", "F6")]
    public async Task UiObject_ChangedByWorkers_IsTouchedOnItsThreadAlone()
    {
        using var ui = new ContextThread();
        await using var system = CreateSystem(Options(WorkerDispatcher.For(ui)));
        var label = new Label(ui.ThreadId);
        system.Main.Listen("TEXT", e => label.Text = (string)e.Data!);
        system.Main.Listen("TEXT", async e =>
        {
            await Task.Yield();
            label.Text = (string)e.Data!;
            await Update();
            label.Text = (string)e.Data!;
        });

        // Events, callbacks, and the way back by a Defer, as in the loop of seed 003.
        var workers = Enumerable.Range(0, 4).Select(worker => system.Start(async () =>
        {
            for (var i = 0; i < 50; i++)
            {
                system.Main.Fire("TEXT", $"{worker}.{i}");
                var done = new Defer<string>();
                system.Main.Later(() => done.Resolve(label.Text = $"later {worker}.{i}"));
                Assert.Equal($"later {worker}.{i}", await done.Get());
            }
        })).ToArray();
        foreach (var worker in workers) await worker.Value();
        await system.Main.AtWaitPoint();

        Assert.Equal(4 * 50 * 4, label.Changes);
        Assert.DoesNotContain(Log.Entries, static entry => entry.Error is not null);
    }

    [Fact]
    [Trait("Spec", "E10")]
    public async Task FastProducer_OfABusyUi_IsHeldToTheMailboxsLimit()
    {
        using var ui = new ContextThread();
        var options = Options(WorkerDispatcher.For(ui));
        await using var system = CreateSystem(new WorkerSystemOptions
        {
            TimeProvider = options.TimeProvider,
            LoggerFactory = options.LoggerFactory,
            MainDispatcher = options.MainDispatcher,
            MainMailbox = new() { Capacity = 10, FullMode = MailboxFullMode.DropOldest },
        });
        var heard = new List<object?>();
        system.Main.Listen("ROW", e => heard.Add(e.Data));
        system.Main.Listen("SIZE", e => heard.Add(e.Data));
        var (isBusy, goOn) = (Barriers.Signal(), new TaskCompletionSource());
        system.Main.Later(() =>
        {
            isBusy.SetResult();
            goOn.Task.GetAwaiter().GetResult();
        });
        await isBusy.Task.Soon();

        for (var i = 0; i < 1000; i++) system.Main.Fire("ROW", i);
        for (var i = 0; i < 1000; i++) system.Main.FireLatest("SIZE", -i);
        Assert.Equal(10, system.Main.MailboxDepth);
        goOn.SetResult();
        await system.Main.AtWaitPoint();

        Assert.Equal([.. Enumerable.Range(991, 9).Cast<object?>(), -999], heard);
        Assert.Equal((991, 999), (system.Main.DroppedEvents, system.Main.ConflatedEvents));
    }

    [Fact]
    [Trait("Spec", "L9")]
    public async Task Join_OfAWorkerOnTheUiThread_IsAnErrorInsteadOfADeadlock()
    {
        using var ui = new ContextThread();
        await using var system = CreateSystem(Options(WorkerDispatcher.For(ui)));
        var worker = system.Start();
        var error = Barriers.Signal<Exception?>();
        system.Main.Later(() => error.SetResult(Record.Exception(() => worker.Join())));

        Assert.Contains("would block the loop of worker '/main'", Assert.IsType<InvalidOperationException>(await error.Task.Soon()).Message);
    }

    /// <summary>What a user interface is made of: it knows its thread, and wants no other.</summary>
    private sealed class Label(int thread)
    {
        private string _text = "";

        public int Changes { get; private set; }

        public string Text
        {
            get => _text;
            set
            {
                if (Environment.CurrentManagedThreadId != thread) throw new InvalidOperationException("Not on the user interface's thread.");
                _text = value;
                Changes++;
            }
        }
    }
}
