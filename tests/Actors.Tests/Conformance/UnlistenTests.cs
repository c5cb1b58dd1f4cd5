using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec E9: removing listeners.</summary>
public abstract class UnlistenTests : ConformanceTests
{
    [Fact]
    [Trait("Spec", "E9")]
    public async Task Unlisten_Registered_HearsNoMore()
    {
        var heard = 0;
        var worker = System.Start();
        var listener = worker.Listen("A", _ => heard++);
        worker.Fire("A");
        await worker.AtWaitPoint();

        worker.Unlisten(listener);
        worker.Fire("A");
        await worker.AtWaitPoint();

        Assert.Equal(1, heard);
    }

    [Fact]
    [Trait("Spec", "E9")]
    public async Task Unlisten_ByTheShortcut_RemovesTheCurrentWorkersListener()
    {
        var heard = 0;
        var worker = System.Start(async () =>
        {
            var listener = Listen("A", _ => heard++);
            await WaitEvent("A");
            Unlisten(listener);
            await WaitEvent("A");
        });

        worker.Fire("A");
        worker.Fire("A");
        await worker.Ended();

        Assert.Equal(1, heard);
    }

    [Fact]
    [Trait("Spec", "E9")]
    public void Unlisten_AnotherWorkersListener_IsAClearError()
    {
        var worker = System.Start(new WorkerOptions { Name = "mine" });
        var foreign = System.Start().Listen("A", _ => { });

        var error = Assert.Throws<InvalidOperationException>(() => worker.Unlisten(foreign));

        Assert.Contains("/mine", error.Message);
        Assert.Contains("'A'", error.Message);
    }

    [Fact]
    [Trait("Spec", "E9")]
    public void Unlisten_Twice_IsAClearError()
    {
        var worker = System.Start();
        var listener = worker.Listen("A", _ => { });
        worker.Unlisten(listener);

        Assert.Throws<InvalidOperationException>(() => worker.Unlisten(listener));
    }

    [Fact]
    [Trait("Spec", "E9")]
    public async Task Unlisten_RemovedByOnce_DoesNothing()
    {
        var worker = System.Start();
        var listener = worker.Listen("A", _ => { }, new ListenerOptions { Once = true });
        worker.Fire("A");
        await worker.AtWaitPoint();

        worker.Unlisten(listener);
        worker.Unlisten(listener);
    }

    [Fact]
    [Trait("Spec", "E9")]
    public async Task Unlisten_InsideTheOnceListenerItself_DoesNothing()
    {
        var worker = System.Start();
        Listener? listener = null;
        var errors = 0;
        worker.Listen(WorkerEvents.ListenerError, _ => errors++);
        listener = worker.Listen("A", _ => worker.Unlisten(listener!), new ListenerOptions { Once = true });

        worker.Fire("A");
        await worker.AtWaitPoint();
        await worker.AtWaitPoint();

        Assert.Equal(0, errors);
    }

    [Fact]
    [Trait("Spec", "E9")]
    public async Task Unlisten_RemovedByTheEndOfTheRun_DoesNothing()
    {
        var worker = System.Start();
        var listener = worker.Listen("A", _ => { }, new ListenerOptions { Permanent = false });
        worker.Stop();
        await worker.Ended();

        worker.Unlisten(listener);
    }
}
