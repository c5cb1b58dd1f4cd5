using Microsoft.Extensions.Logging;
using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec E5: a listener that throws.</summary>
public abstract class ListenerErrorTests : ConformanceTests
{
    private readonly FormatException _error = new("bad listener");

    public static TheoryData<string> Kinds => new("sync", "async at once", "async after a wait", "async after a foreign await");

    [Theory]
    [MemberData(nameof(Kinds))]
    [Trait("Spec", "E5")]
    public async Task Listener_Throws_OtherListenersAndTheBodyGoOn(string kind)
    {
        var log = new List<string>();
        var worker = System.Start(async () =>
        {
            await WaitEvent("A");
            log.Add("body");
            return 1;
        });
        ListenBadly(worker, kind);
        worker.Listen("A", _ => log.Add("next"), new ListenerOptions { Priority = -1 });

        worker.Fire("A");
        var result = await worker.Ended();

        Assert.Equal((WorkerState.Completed, (object)1), (result.State, result.Value));
        Assert.Equal(["next", "body"], log);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    [Trait("Spec", "E5")]
    public async Task Listener_Throws_IsLoggedOnceWithItsWorkerAndEvent(string kind)
    {
        var told = Barriers.Signal();
        var worker = System.Start(new WorkerOptions { Name = "unlucky" });
        ListenBadly(worker, kind);
        worker.Listen(WorkerEvents.ListenerError, _ => told.SetResult());

        worker.Fire("A");
        await told.Task.Soon();

        var entry = Assert.Single(Log.Entries);
        Assert.Equal(LogLevel.Error, entry.Level);
        Assert.Same(_error, entry.Error);
        Assert.Contains("/unlucky", entry.Text);
        Assert.Contains("'A'", entry.Text);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    [Trait("Spec", "E5")]
    public async Task Listener_Throws_ListenerErrorIsFiredAtTheWorkerAndBubbles(string kind)
    {
        var heard = new Queue<(Worker Where, Event<ListenerFailure> What)>();
        var atTop = Barriers.Signal();
        var errors = new EventName<ListenerFailure>(WorkerEvents.ListenerError);
        var top = System.Start();
        var middle = System.Start(new WorkerOptions { Parent = top });
        var worker = System.Start(new WorkerOptions { Parent = middle });
        worker.Listen(errors, e => heard.Enqueue((worker, e)));
        middle.Listen(errors, e => heard.Enqueue((middle, e)));
        top.Listen(errors, e =>
        {
            heard.Enqueue((top, e));
            atTop.SetResult();
        });
        ListenBadly(worker, kind);
        var sent = new Event("A", 1);

        worker.Fire(sent);
        await atTop.Task.Soon();

        Assert.Equal([worker, middle, top], heard.Select(static e => e.Where));
        foreach (var (_, e) in heard)
        {
            Assert.Same(worker, e.Target);
            Assert.Same(worker, e.Data.Worker);
            Assert.Same(_error, e.Data.Exception);
            Assert.Equal(("A", (object)1), (e.Data.Event!.Name, e.Data.Event.Data!));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Spec", "E5")]
    public async Task Later_CallbackThrows_IsReportedWithoutAnEvent(bool isAsync)
    {
        var heard = Barriers.Signal<ListenerFailure>();
        var worker = System.Start();
        worker.Listen(new EventName<ListenerFailure>(WorkerEvents.ListenerError), e => heard.SetResult(e.Data));

        if (isAsync)
        {
            worker.Later(async () =>
            {
                await Update();
                throw _error;
            });
        }
        else
        {
            worker.Later(void () => throw _error);
        }

        var failure = await heard.Task.Soon();
        Assert.Null(failure.Event);
        Assert.Same(worker, failure.Worker);
        Assert.Same(_error, failure.Exception);
        Assert.Equal(WorkerState.Running, worker.State);
        Assert.Single(Log.Entries, static e => e.Level == LogLevel.Error);
    }

    [Fact]
    [Trait("Spec", "E5")]
    public async Task Listener_OfListenerErrorThrows_IsLoggedAndEndsThere()
    {
        var calls = 0;
        var worker = System.Start();
        worker.Listen(WorkerEvents.ListenerError, _ =>
        {
            calls++;
            throw new InvalidOperationException("worse");
        });
        ListenBadly(worker, "sync");

        worker.Fire("A");
        await worker.AtWaitPoint();
        await worker.AtWaitPoint();
        await worker.AtWaitPoint();

        Assert.Equal(1, calls);
        Assert.Equal(2, Log.Entries.Count);
        Assert.Equal(WorkerState.Running, worker.State);
    }

    [Fact]
    [Trait("Spec", "E5")]
    public async Task Listener_OfATypedNameGetsOtherData_IsReportedAsItsError()
    {
        var heard = Barriers.Signal<ListenerFailure>();
        var calls = 0;
        var worker = System.Start();
        worker.Listen(new EventName<ListenerFailure>(WorkerEvents.ListenerError), e => heard.SetResult(e.Data));
        worker.Listen(new EventName<int>("A"), _ => calls++);

        worker.Fire("A", "text");
        var failure = await heard.Task.Soon();

        Assert.IsType<InvalidCastException>(failure.Exception);
        Assert.Equal(0, calls);
    }

    private void ListenBadly(Worker worker, string kind)
    {
        switch (kind)
        {
            case "sync":
                worker.Listen("A", void (Event _) => throw _error);
                break;
            case "async at once":
                worker.Listen("A", Task (Event _) => throw _error);
                break;
            case "async after a wait":
                worker.Listen("A", async _ =>
                {
                    await Update();
                    throw _error;
                });
                break;
            default:
                worker.Listen("A", async _ =>
                {
                    await Task.Yield();
                    throw _error;
                });
                break;
        }
    }
}
