using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec L8: what happens at the end of a run, and in which order.</summary>
public abstract class ExitOrderTests : ConformanceTests
{
    [Fact]
    [Trait("Spec", "L8")]
    public async Task End_OfARun_GoesInItsOrder()
    {
        var order = new List<string>();
        var parentHeard = Barriers.Signal();
        Worker? worker = null;
        Worker? child = null;
        var parent = System.Start(async () =>
        {
            Listen(WorkerEvents.ChildEnd, e =>
            {
                order.Add($"parent hears of the end, completion: {worker!.Completion.IsCompletedSuccessfully}");
                parentHeard.SetResult();
            });
            worker = Start(async () =>
            {
                Listen("QUEUED", _ => order.Add($"queued event, child: {child!.State}"));
                Listen(WorkerEvents.ChildStop, _ => order.Add($"child's end, completion: {worker!.Completion.IsCompleted}"));
                child = Start(async () =>
                {
                    try
                    {
                        await WaitForever();
                    }
                    finally
                    {
                        order.Add("child is stopped");
                    }
                });
                try
                {
                    await WaitEvent("GO");
                }
                finally
                {
                    order.Add("finally");
                    Current.Fire("QUEUED");
                }
            });
            await WaitForever();
        });
        await parent.AtWaitPoint();
        worker!.Fire("GO");
        await parentHeard.Task;

        Assert.Equal(
            [
                "finally",
                "queued event, child: Running",
                "child is stopped",
                "child's end, completion: False",
                "parent hears of the end, completion: True",
            ],
            order);
    }

    [Fact]
    [Trait("Spec", "L8")]
    public async Task Fire_InFinally_FindsTheMailboxOpen()
    {
        var heard = false;
        var worker = System.Start(async () =>
        {
            Listen("E", _ => heard = true);
            try
            {
                await WaitForever();
            }
            finally
            {
                Current.Fire("E");
                await WaitEvent("E");
            }
        });
        await worker.StopAsync();

        Assert.True(heard);
        Assert.Equal(0, System.DeadLetters.Count);
    }

    [Fact]
    [Trait("Spec", "L8")]
    public async Task QueuedEventsAndCallbacks_AtTheEnd_AreGivenToTheListeners()
    {
        var heard = new List<object?>();
        var worker = System.Start(() =>
        {
            Listen("SYNC", e => heard.Add(e.Data));
            Listen("ASYNC", async e =>
            {
                await Task.Yield();
                await CurrentWorker.Update();
                heard.Add(e.Data);
            });
            Current.Fire("SYNC", 1);
            Current.Fire("ASYNC", 2);
            Later(() => heard.Add(3));
            Current.Fire("SYNC", 4);
            return Task.CompletedTask;
        });
        await worker.Value();

        // The listener's wait is a nested loop: what is behind its event is handled there.
        Assert.Equal([1, 3, 4, 2], heard);
    }

    [Fact]
    [Trait("Spec", "L8")]
    public async Task Fire_AfterTheMailboxHasClosed_IsRejectedVisibly()
    {
        var order = new List<string>();
        var rejected = Barriers.Signal<DeadLetter>();
        var sender = System.Create(null, new WorkerOptions { Name = "sender" });
        sender.Listen(WorkerEvents.Reject, e => rejected.SetResult((DeadLetter)e.Data!));
        sender.Start();
        var worker = System.Create(() =>
        {
            Current.Fire("LAST");
            return Task.CompletedTask;
        });
        worker.Listen("LAST", async _ =>
        {
            // The mailbox is closed while the last events are handled.
            var fired = Barriers.Signal();
            sender.Later(() =>
            {
                worker.Fire("LATE");
                fired.SetResult();
            });
            await fired.Task;
            order.Add("last");
        });
        worker.Listen("LATE", _ => order.Add("late"));
        worker.Start();
        await worker.Value();
        var letter = await rejected.Task;

        Assert.Equal(["last"], order);
        Assert.Equal("LATE", letter.Event.Name);
        Assert.Same(worker, letter.Worker);
        Assert.Equal(1, System.DeadLetters.Count);
    }

    [Fact]
    [Trait("Spec", "L8")]
    public async Task Wait_OfAListenerForAnEventAfterTheMailboxHasClosed_ThrowsWorkerExit()
    {
        var exited = false;
        var worker = System.Create(static () =>
        {
            Current.Fire("LAST");
            return Task.CompletedTask;
        });
        worker.Listen("LAST", async _ =>
        {
            try
            {
                await WaitEvent("NEVER");
            }
            catch (WorkerExit)
            {
                exited = true;
                throw;
            }
        });
        worker.Start();
        await worker.Value();

        Assert.True(exited);
    }

    [Fact]
    [Trait("Spec", "L8")]
    public async Task Events_FiredFromManyThreadsDuringTheEnd_AreHeardOrRejected()
    {
        const int producers = 4;
        const int each = 2000;
        for (var round = 0; round < 20; round++)
        {
            var heard = 0;
            var lettersBefore = System.DeadLetters.Count;
            var worker = System.Create(static () => WaitEvent("GO").AsTask());
            worker.Listen("E", _ => heard++);
            worker.Start();
            await Task.WhenAll(Enumerable.Range(0, producers).Select(producer => Task.Run(() =>
            {
                for (var i = 0; i < each; i++)
                {
                    worker.Fire("E");
                    if (producer == 0 && i == each / 2) worker.Fire("GO");
                }
            })));
            await worker.Value();

            Assert.Equal(producers * each, heard + (System.DeadLetters.Count - lettersBefore));
        }
    }

    [Fact]
    [Trait("Spec", "L8")]
    public async Task NonPermanentListeners_AfterTheEnd_AreRemoved()
    {
        var heard = new List<string>();
        var worker = System.Create(static () => CurrentWorker.Update().AsTask());
        worker.Listen("E", _ => heard.Add("permanent"));
        worker.Listen("E", _ => heard.Add("of one run"), new ListenerOptions { Permanent = false });
        worker.Start().Fire("E");
        await worker.Completion;
        heard.Clear();
        worker.Start().Fire("E");
        await worker.Completion;

        Assert.DoesNotContain("of one run", heard);
    }

    [Fact]
    [Trait("Spec", "L8")]
    public async Task Children_AtTheCompletionOfTheirParent_HaveCompleted()
    {
        Worker[] children = [];
        var parent = System.Start(async () =>
        {
            children = [.. Enumerable.Range(0, 10).Select(static _ => Start(static () => WaitForever().AsTask()))];
            await CurrentWorker.Update();
        });
        await parent.Value();

        Assert.All(children, static child => Assert.Equal(WorkerState.Stopped, child.State));
        Assert.All(children, static child => Assert.True(child.Completion.IsCompletedSuccessfully));
    }
}
