using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec F7: synchronous listeners cannot wait, asynchronous ones wait in a nested loop.</summary>
public abstract class ListenerWaitTests : ConformanceTests
{
    /// <summary>Each wait by its name.</summary>
    public static TheoryData<string> Waits => [.. WaitsByName.Keys];

    private static Dictionary<string, Func<Task>> WaitsByName { get; } = new()
    {
        ["Sleep"] = static () => Sleep(TimeSpan.Zero).AsTask(),
        ["WaitEvent"] = static () => WaitEvent("E").AsTask(),
        ["WaitUntil"] = static () => WaitUntil(static _ => true).AsTask(),
        ["WaitForever"] = static () => WaitForever().AsTask(),
        ["Update"] = static () => CurrentWorker.Update().AsTask(),
        ["Wait(task)"] = static () => Wait(Task.CompletedTask).AsTask(),
        ["Wait(task of T)"] = static () => Wait(Task.FromResult(1)).AsTask(),
        ["Wait(task, timeout)"] = static () => Wait(Task.CompletedTask, TimeSpan.Zero).AsTask(),
        ["Wait(worker, timeout)"] = static () => Wait(Current, TimeSpan.Zero).AsTask(),
    };

    [Theory]
    [MemberData(nameof(Waits))]
    [Trait("Spec", "F7")]
    public async Task Wait_InASynchronousListener_SaysWhatToDoInstead(string wait)
    {
        Exception? error = null;
        var worker = System.Create(null, new WorkerOptions { Name = "eager" });
        worker.Listen("E", _ => error = Record.Exception(() => { WaitsByName[wait](); }));
        worker.Start();
        worker.Fire("E");
        await worker.AtWaitPoint();

        Assert.Contains("'/eager'", Assert.IsType<InvalidOperationException>(error).Message, StringComparison.Ordinal);
        Assert.Contains("Make it asynchronous", error.Message, StringComparison.Ordinal);
        Assert.Contains("in the body", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "F7")]
    public async Task Wait_InASynchronousCallback_IsAnErrorToo()
    {
        Exception? error = null;
        var worker = System.Start();
        worker.Later(() => error = Record.Exception(static () => { WaitsByName["Sleep"](); }));
        await worker.AtWaitPoint();

        Assert.IsType<InvalidOperationException>(error);
    }

    [Fact]
    [Trait("Spec", "F7")]
    public async Task Wait_InAConditionOfWaitUntil_IsThrownByTheWait()
    {
        var worker = System.Start(() => Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            Current.Fire("E");
            await WaitUntil(static _ => Sleep(TimeSpan.Zero).AsTask().IsCompleted);
        }));

        Assert.Contains("listener", ((Exception)(await worker.Value())!).Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "F7")]
    public async Task Worker_AfterAWaitInASynchronousListener_GoesOn()
    {
        var worker = System.Start(async () =>
        {
            Listen("E", static e => { Sleep(TimeSpan.Zero).AsTask(); });
            await WaitEvent("E");
            await WaitEvent("END");
        });

        worker.Fire("E");
        worker.Fire("END");

        await worker.Value();
        Assert.Contains(Log.Entries, static entry => entry.Error is InvalidOperationException);
    }

    [Fact]
    [Trait("Spec", "F7")]
    public async Task AsynchronousListener_ThatWaits_IsANestedLoop()
    {
        var order = new List<string>();
        var worker = System.Start(async () =>
        {
            Listen("OUTER", async _ =>
            {
                order.Add("outer begins");
                await WaitEvent("GO");
                order.Add("outer ends");
            });
            Listen("INNER", _ => order.Add("inner"));
            await WaitEvent("END");
        });

        worker.Fire("OUTER");
        worker.Fire("INNER");
        worker.Later(() => order.Add("callback"));
        worker.Fire("GO");
        worker.Fire("END");
        await worker.Value();

        Assert.Equal(["outer begins", "inner", "callback", "outer ends"], order);
    }

    [Fact]
    [Trait("Spec", "F7")]
    [Trait("Spec", "F8")]
    public async Task Event_OfAnAsynchronousListenerThatWaits_IsNotFinishedBeforeItReturns()
    {
        var order = new List<string>();
        var worker = System.Start(async () =>
        {
            Listen("E", async _ =>
            {
                order.Add("first begins");
                await WaitEvent("GO");
                order.Add("first ends");
            });
            Listen("E", _ => order.Add("second"));
            await WaitEvent("E");
            order.Add("body");
        });

        worker.Fire("E");
        await worker.AtWaitPoint();
        Assert.Equal(["first begins"], order);
        worker.Fire("GO");
        await worker.Value();

        Assert.Equal(["first begins", "first ends", "second", "body"], order);
    }

    [Fact]
    [Trait("Spec", "F7")]
    public async Task BodysWait_MetDuringAListenersWait_GoesOnAfterTheListener()
    {
        var order = new List<string>();
        var worker = System.Start(async () =>
        {
            Listen("OUTER", async _ =>
            {
                await WaitEvent("GO");
                order.Add("listener");
            });
            await WaitEvent("BODY");
            order.Add("body");
        });

        worker.Fire("OUTER");
        worker.Fire("BODY");
        await worker.AtWaitPoint();
        Assert.Empty(order);
        worker.Fire("GO");
        await worker.Value();

        Assert.Equal(["listener", "body"], order);
    }

    [Fact]
    [Trait("Spec", "F7")]
    public async Task AsynchronousListener_CalledAgainWhileItWaits_NestsOnceMore()
    {
        var order = new List<string>();
        var worker = System.Start(async () =>
        {
            Listen("E", async e =>
            {
                order.Add($"{e.Data} begins");
                await WaitEvent("GO");
                order.Add($"{e.Data} ends");
            });
            await WaitEvent("END");
        });

        foreach (var data in new[] { 1, 2 }) worker.Fire("E", data);
        foreach (var name in new[] { "GO", "GO", "END" }) worker.Fire(name);
        await worker.Value();

        Assert.Equal(["1 begins", "2 begins", "2 ends", "1 ends"], order);
    }

    [Fact]
    [Trait("Spec", "F7")]
    public async Task AsynchronousListener_ThatAwaitsSomethingForeign_HoldsTheLoop()
    {
        var order = new List<string>();
        var gate = Barriers.Signal();
        var worker = System.Start(async () =>
        {
            Listen("OUTER", async _ =>
            {
                await gate.Task;
                order.Add("listener");
            });
            Listen("INNER", _ => order.Add("inner"));
            await WaitEvent("END");
        });

        foreach (var name in new[] { "OUTER", "INNER", "END" }) worker.Fire(name);
        gate.SetResult();
        await worker.Value();

        Assert.Equal(["listener", "inner"], order);
    }
}
