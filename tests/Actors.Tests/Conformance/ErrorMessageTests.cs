using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Errors of use name the worker by its path, and the way out. The wait in a synchronous listener is among
/// <see cref="ListenerWaitTests"/>, <see cref="Worker.Current"/> outside every worker among <see cref="CurrentTests"/>.</summary>
public abstract class ErrorMessageTests : ConformanceTests
{
    private static WorkerOptions Named(string name) => new() { Name = name };

    [Fact]
    [Trait("Spec", "L9")]
    public async Task Join_InTheWorkersOwnFlow_SaysHowToLeave()
    {
        var worker = System.Start(static () => Task.FromResult(Record.Exception(static () => { Current.Join(); })), Named("self"));

        Says<InvalidOperationException>(await worker.Value(), "'/self'", "wait for itself", "Exit()");
    }

    [Fact]
    [Trait("Spec", "L9")]
    public async Task Join_InTheWorkersOwnFlowOffItsThread_SaysHowToLeave()
    {
        var worker = System.Start(
            static () => Task.Run(static () => Record.Exception(static () => { Current.Join(TimeSpan.FromDays(1)); })),
            Named("self"));

        Says<InvalidOperationException>(await worker.Value(), "'/self'", "wait for itself", "Exit()");
    }

    [Fact]
    [Trait("Spec", "L9")]
    public async Task Join_InAnotherWorkersFlow_SaysToWait()
    {
        var other = System.Start(Named("other"));
        var worker = System.Start(() => Task.FromResult(Record.Exception(() => { other.Join(); })), Named("joining"));

        Says<InvalidOperationException>(await worker.Value(), "'/other'", "'/joining'", "await Wait(worker)");
    }

    [Fact]
    [Trait("Spec", "L9")]
    public async Task WaitWorker_ForItself_SaysHowToLeave()
    {
        var worker = System.Start(static () => Task.FromResult(Record.Exception(static () => { Wait(Current).AsTask(); })), Named("self"));

        Says<InvalidOperationException>(await worker.Value(), "'/self'", "waits for itself", "Exit()");
    }

    [Fact]
    [Trait("Spec", "L9")]
    public async Task Wait_ForItselfWithATimeout_SaysHowToLeave()
    {
        var worker = System.Start(
            static () => Task.FromResult(Record.Exception(static () => { Wait(Current, TimeSpan.FromHours(1)).AsTask(); })),
            Named("self"));

        Says<InvalidOperationException>(await worker.Value(), "'/self'", "waits for itself", "Exit()");
    }

    [Fact]
    [Trait("Spec", "L9")]
    public async Task StopAsync_InTheWorkersOwnFlow_SaysHowToLeave()
    {
        var worker = System.Start(static () => Task.FromResult(Record.Exception(static () => { Current.StopAsync(); })), Named("self"));

        Says<InvalidOperationException>(await worker.Value(), "'/self'", "wait for itself", "Exit()");
    }

    [Fact]
    [Trait("Spec", "C6")]
    public async Task Start_OnAStoppedSystem_SaysToMakeANewOne()
    {
        var before = System.Create(null, Named("late"));
        await System.StopAsync();

        Says<ObjectDisposedException>(Record.Exception(() => { before.Start(); }), "'/late'", "Make a new WorkerSystem");
        Says<ObjectDisposedException>(
            Record.Exception(() => { System.Start(static () => Task.CompletedTask, Named("later")); }),
            "'/later'",
            "Make a new WorkerSystem");
        Assert.Equal(WorkerState.Created, before.State);
    }

    [Fact]
    [Trait("Spec", "C6")]
    public async Task StopOfTheSystem_InAWorkersFlow_SaysWhoShallDoIt()
    {
        var worker = System.Start(() => Task.FromResult(Record.Exception(() => { System.StopAsync(); })), Named("inside"));

        Says<InvalidOperationException>(await worker.Value(), "'/inside'", "wait for itself", "Fire an event");
    }

    [Fact]
    [Trait("Spec", "C4")]
    public async Task Start_UnderAnEndedParent_NamesBothAndTheWayOut()
    {
        var parent = System.Start(static () => Task.CompletedTask, Named("parent"));
        await parent.Value();
        var child = System.Create(null, new WorkerOptions { Name = "child", Parent = parent });

        Says<InvalidOperationException>(
            Record.Exception(() => { child.Start(); }),
            "'/parent/child'",
            "'/parent' is Completed",
            "WorkerOptions.Parent");
        Assert.Equal(WorkerState.Created, child.State);
        Assert.Empty(parent.Children);
        parent.Start();
        await parent.Value();
    }

    [Fact]
    [Trait("Spec", "C4")]
    public async Task Start_UnderAParentThatWasNeverStarted_NamesBothAndTheWayOut()
    {
        var parent = System.Create(null, Named("parent"));
        var child = System.Create(null, new WorkerOptions { Name = "child", Parent = parent });

        Says<InvalidOperationException>(Record.Exception(() => { child.Start(); }), "'/parent/child'", "'/parent' is Created", "while the parent runs");
        parent.Start();
        child.Start();
        Assert.Same(child, Assert.Single(parent.Children));
        await parent.StopAsync();
    }

    [Fact]
    [Trait("Spec", "E9")]
    public void Unlisten_OfAnUnknownListener_NamesTheWorkerAndTheEvent()
    {
        var worker = System.Create(null, Named("deaf"));
        var listener = System.Create().Listen("E", static _ => { });

        Says<InvalidOperationException>(Record.Exception(() => worker.Unlisten(listener)), "'/deaf'", "'E'", "Listen returned");
    }

    [Fact]
    [Trait("Spec", "W3")]
    public void Later_OnAWorkerThatDoesNotRun_NamesItAndTheWayOut()
    {
        var worker = System.Create(null, Named("idle"));

        Says<InvalidOperationException>(Record.Exception(() => worker.Later(static () => { })), "'/idle' is Created", "Start it first");
    }

    [Fact]
    [Trait("Spec", "L4")]
    public void Stopping_OfAWorkerThatWasNeverStarted_NamesIt()
    {
        var worker = System.Create(null, Named("idle"));

        Says<InvalidOperationException>(Record.Exception(() => worker.Stopping.IsCancellationRequested), "'/idle'", "never started");
    }

    private static void Says<TException>(object? error, params string[] parts)
        where TException : Exception
    {
        var message = Assert.IsType<TException>(error).Message;
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }
}
