using Microsoft.Extensions.Logging;
using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Callbacks handed to a worker's event loop.</summary>
public abstract class LoopCallTests : ConformanceTests
{
    [Fact]
    [Trait("Spec", "T1")]
    [Trait("Transports", "1")]
    [Trait("Transports", "2")]
    public async Task CallSoon_InTheLoop_RunsLaterInOrderOnce()
    {
        var worker = System.Start();
        var order = new List<string>();
        worker.Loop.CallSoon(() =>
        {
            worker.Loop.CallSoon(() => order.Add("first"));
            worker.Loop.CallSoon(() =>
            {
                order.Add("second");
                worker.Loop.CallSoon(() => order.Add("third"));
            });
            order.Add("outer");
        });
        for (var i = 0; i < 3; i++) await worker.AtWaitPoint();

        Assert.Equal(["outer", "first", "second", "third"], order);
    }

    [Fact]
    [Trait("Transports", "40")]
    public async Task CallSoon_BetweenEvents_KeepsTheMailboxsOrder()
    {
        var order = new List<string>();
        var worker = System.Start(async () =>
        {
            Listen("A", _ => order.Add("A"));
            Listen("B", _ => order.Add("B"));
            await WaitForever();
        });
        await worker.AtWaitPoint();

        worker.Fire("A");
        worker.Loop.CallSoon(() => order.Add("callback"));
        worker.Fire("B");
        await worker.AtWaitPoint();

        Assert.Equal(["A", "callback", "B"], order);
    }

    [Fact]
    [Trait("Spec", "F5")]
    public async Task CallSoon_FromAnotherWorker_RunsAsCodeOfTheLoopsWorker()
    {
        var worker = System.Start();
        var seen = Barriers.Signal<(Worker Worker, EventLoop Loop)>();
        System.Start(() =>
        {
            worker.Loop.CallSoon(() => seen.SetResult((Current, EventLoop.Current)));
            return Task.CompletedTask;
        });

        Assert.Equal((worker, worker.Loop), await seen.Task.Soon());
    }

    [Fact]
    [Trait("Transports", "5")]
    public async Task Cancel_InTheSameBatch_ItDoesNotRun()
    {
        var worker = System.Start();
        var ran = false;
        Handle? last = null;
        worker.Loop.CallSoon(() =>
        {
            worker.Loop.CallSoon(() => last!.Cancel());
            last = worker.Loop.CallSoon(() => ran = true);
        });
        for (var i = 0; i < 2; i++) await worker.AtWaitPoint();

        Assert.False(ran);
        Assert.True(last!.IsCancelled);
        last.Cancel();
        Assert.True(last.IsCancelled);
    }

    [Fact]
    [Trait("Transports", "5")]
    public async Task Cancel_AfterItRan_DoesNothing()
    {
        var worker = System.Start();
        var handle = worker.Loop.CallSoon(() => { });
        await worker.AtWaitPoint();

        handle.Cancel();

        Assert.False(handle.IsCancelled);
    }

    [Fact]
    [Trait("Transports", "9")]
    public async Task ExceptionHandler_ACallbackThrows_IsToldOnceAndTheRestRun()
    {
        var worker = System.Start();
        var errors = new List<LoopError>();
        var rest = false;
        worker.Loop.ExceptionHandler = (loop, error) =>
        {
            Assert.Same(worker.Loop, loop);
            errors.Add(error);
        };

        var handle = worker.Loop.CallSoon(() => throw new InvalidDataException("thrown"));
        worker.Loop.CallSoon(() => rest = true);
        await worker.AtWaitPoint();

        var error = Assert.Single(errors);
        Assert.Equal("thrown", error.Exception!.Message);
        Assert.Same(handle, error.Handle);
        Assert.Contains(worker.Path, error.Message);
        Assert.True(rest);
        Assert.DoesNotContain(Log.Entries, static entry => entry.Level >= LogLevel.Error);
    }

    [Fact]
    [Trait("Transports", "9")]
    [Trait("Spec", "E5")]
    public async Task ExceptionHandler_None_TheErrorIsLoggedAndTheWorkerHearsOfIt()
    {
        var heard = Barriers.Signal<Exception>();
        var worker = System.Start();
        worker.Listen(WorkerEvents.ListenerError, e => heard.SetResult(((ListenerFailure)e.Data!).Exception));

        worker.Loop.CallSoon(() => throw new InvalidDataException("thrown"));

        Assert.Equal("thrown", (await heard.Task.Soon()).Message);
        var entry = Assert.Single(Log.Entries, static entry => entry.Level == LogLevel.Error);
        Assert.Equal(("thrown", true), (entry.Error!.Message, entry.Text.Contains(worker.Path, StringComparison.Ordinal)));
    }

    [Fact]
    [Trait("Transports", "9")]
    public async Task ExceptionHandler_ThrowsItself_TheDefaultHandlerGetsBoth()
    {
        var worker = System.Start();
        worker.Loop.ExceptionHandler = (_, _) => throw new FormatException("by the handler");

        worker.Loop.CallSoon(() => throw new InvalidDataException("thrown"));
        await worker.AtWaitPoint();

        var logged = Log.Entries.Where(static entry => entry.Level == LogLevel.Error).Select(static entry => entry.Error!.Message);
        Assert.Equal(["thrown", "by the handler"], logged);
    }

    [Fact]
    [Trait("Transports", "9")]
    public async Task CallExceptionHandler_FromAnotherThread_CallsItInTheLoop()
    {
        var worker = System.Start();
        var told = Barriers.Signal<(Worker? Worker, string Message)>();
        worker.Loop.ExceptionHandler = (_, error) => told.SetResult((Worker.TryGetCurrent(), error.Message));

        await Barriers.OnPlainThread(() => worker.Loop.CallExceptionHandler(new LoopError { Message = "lost" }));

        Assert.Equal((worker, "lost"), await told.Task.Soon());
    }

    [Fact]
    [Trait("Transports", "10")]
    public async Task CallSoon_ACallbackThatReschedulesItself_StarvesNeitherTimersNorEvents()
    {
        var (timer, heard) = (Barriers.Signal(), Barriers.Signal());
        var worker = System.Start();
        worker.Listen("A", _ => heard.SetResult());
        var goesOn = true;
        void Again()
        {
            if (goesOn) worker.Loop.CallSoon(Again);
        }

        worker.Loop.CallSoon(Again);
        worker.Loop.CallLater(Second, timer.SetResult);
        Time.Advance(Second);
        worker.Fire("A");

        await timer.Task.Soon();
        await heard.Task.Soon();
        worker.Loop.CallSoon(() => goesOn = false);
    }

    [Fact]
    [Trait("Transports", "11")]
    public async Task CallSoon_AnExecutionContext_IsThatOfTheCall()
    {
        var local = new AsyncLocal<string>();
        var worker = System.Start();
        var seen = new List<string?>();
        void Note() => seen.Add($"{local.Value} {Worker.TryGetCurrent()?.Name} {EventLoop.Current == worker.Loop}");

        local.Value = "caller";
        worker.Loop.CallSoon(() =>
        {
            Note();
            local.Value = "callback";
            worker.Loop.CallSoon(Note);
        });
        worker.Loop.CallLater(TimeSpan.Zero, Note);
        local.Value = "later";
        for (var i = 0; i < 3; i++) await worker.AtWaitPoint();

        Assert.Equal(["caller", "callback", "caller"], seen.Select(static line => line!.Split(' ')[0]));
        Assert.All(seen, line => Assert.EndsWith($"{worker.Name} True", line));
    }

    [Fact]
    [Trait("Transports", "8")]
    public async Task CallSoon_TheWorkerDoesNotRun_IsAnErrorThatNamesIt()
    {
        var worker = System.Start(() => Task.CompletedTask, new WorkerOptions { Name = "gone" });
        await worker.Ended();

        foreach (var call in new Action[]
        {
            () => worker.Loop.CallSoon(() => { }),
            () => worker.Loop.CallLater(Second, () => { }),
            () => worker.Loop.CallAt(TimeSpan.Zero, () => { }),
            () => worker.Loop.CreateTask(() => Task.CompletedTask),
        })
        {
            Assert.Contains("/gone", Assert.Throws<InvalidOperationException>(call).Message);
        }

        Assert.True(worker.Loop.IsClosed);
    }

    [Fact]
    [Trait("Transports", "8")]
    public async Task CallSoon_InACallbackOfARunThatEnds_LeavesQuietly()
    {
        var worker = System.Start();
        var again = 0;
        void Again()
        {
            again++;
            worker.Loop.CallSoon(Again);
        }

        worker.Loop.CallSoon(Again);
        await worker.AtWaitPoint();
        worker.Stop();

        Assert.Equal(WorkerState.Stopped, (await worker.Ended()).State);
        Assert.True(again > 1);
        Assert.DoesNotContain(Log.Entries, static entry => entry.Level >= LogLevel.Warning);
    }
}
