using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec E11: events as a stream that takes the next one when it is asked for, and ends with its loop.</summary>
public abstract class EventStreamTests : EventStreamConformance
{
    [Fact]
    [Trait("Spec", "E11")]
    public async Task Events_InALoop_ComeInOrderEachOnce()
    {
        const int events = 10_000;
        var worker = System.Start(async () =>
        {
            await foreach (var e in CurrentWorker.Events("A"))
            {
                _heard.Add(e.Data);
                if (_heard.Count == events) break;
            }
        });

        for (var i = 0; i < events; i++)
        {
            worker.Fire("A", i);
            worker.Fire("B", i);
        }

        await worker.Value();
        Assert.Equal(Enumerable.Range(0, events).Cast<object?>(), _heard);
    }

    [Fact]
    [Trait("Spec", "E11")]
    public async Task Events_OfATypedName_CarryItsData()
    {
        var worker = System.Start(async () =>
        {
            var sum = 0;
            await foreach (var e in CurrentWorker.Events(Number))
            {
                sum += e.Data;
                if (sum == 6) break;
            }

            return sum;
        });

        worker.Fire(Number, 1);
        worker.Fire("A", 2);
        worker.Fire(Number, 3);

        Assert.Equal(6, await worker.Value());
    }

    [Fact]
    [Trait("Spec", "E11")]
    public async Task Events_OfATypedName_WithOtherData_EndTheLoop()
    {
        var worker = System.Start(async () =>
        {
            await foreach (var e in CurrentWorker.Events(Number)) _heard.Add(e.Data);
        });

        worker.Fire("A", 1);
        worker.Fire("A", "text");

        Assert.IsType<InvalidCastException>((await worker.Ended()).Error);
        Assert.Equal([1], _heard);
    }

    [Fact]
    [Trait("Spec", "E11")]
    public async Task Events_OfOneTarget_ComeFromThatSenderOnly()
    {
        var other = System.Start();
        var worker = System.Start(async () =>
        {
            await foreach (var e in CurrentWorker.Events("A", other)) return e.Data;
            return null;
        });

        worker.Fire("A", 1);
        worker.Fire(new Event("A", 2, other));

        Assert.Equal(2, await worker.Value());
    }

    [Fact]
    [Trait("Spec", "E11")]
    public async Task Events_WhileTheLoopsCodeRuns_StayInTheMailbox()
    {
        var working = Barriers.Signal();
        var gate = Barriers.Signal();
        var worker = System.Start(async () =>
        {
            Listen("A", e => _heard.Add($"listener {e.Data}"));
            await foreach (var e in CurrentWorker.Events("A"))
            {
                _heard.Add($"loop {e.Data}");
                working.TrySetResult();
                await gate.Task;
            }
        });
        for (var i = 0; i < 3; i++) worker.Fire("A", i);
        await working.Task.Soon();

        Assert.Equal(["listener 0", "loop 0"], _heard);
        gate.SetResult();
        await worker.AtWaitPoint();
        Assert.Equal(["listener 0", "loop 0", "listener 1", "loop 1", "listener 2", "loop 2"], _heard);
        Assert.Equal(0, worker.MailboxDepth);
    }

    [Fact]
    [Trait("Spec", "E11")]
    public async Task Events_WhileTheLoopsCodeWaits_AreKeptForItAndHeardByListeners()
    {
        var worker = System.Start(async () =>
        {
            Listen("A", e => _heard.Add($"listener {e.Data}"));
            await foreach (var e in CurrentWorker.Events("A"))
            {
                _heard.Add($"loop {e.Data}");
                await Sleep(TimeSpan.FromSeconds(1));
            }
        });

        for (var i = 0; i < 3; i++) worker.Fire("A", i);
        await worker.AtWaitPoint();
        Assert.Equal(["listener 0", "loop 0", "listener 1", "listener 2"], _heard);
        Assert.Equal(2, worker.MailboxDepth);

        _heard.Clear();
        for (var i = 0; i < 3; i++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await worker.AtWaitPoint();
        }

        Assert.Equal(["loop 1", "loop 2"], _heard);
        Assert.Equal(0, worker.MailboxDepth);
    }

    [Fact]
    [Trait("Spec", "E11")]
    public async Task Loop_GoesOnAfterTheListenersOfItsEvent_AndBeforeTheNextOne()
    {
        var worker = System.Start(async () =>
        {
            Listen("A", e => _heard.Add($"high {e.Data}"), new ListenerOptions { Priority = 1, Permanent = false });
            Listen("B", e => _heard.Add($"B {e.Data}"));
            Listen("A", async e =>
            {
                await Update();
                _heard.Add($"low {e.Data}");
            }, new ListenerOptions { Priority = -1, Permanent = false });
            var gate = WaitEvent("GO");
            await gate;
            await foreach (var e in CurrentWorker.Events("A"))
            {
                _heard.Add($"loop {e.Data}");
                if (e.Data is 3) break;
            }
        });

        worker.Fire("GO");
        worker.Fire("A", 1);
        await worker.AtWaitPoint();
        worker.Fire("B", 2);
        worker.Fire("A", 3);
        await worker.Value();

        Assert.Equal(["high 1", "low 1", "loop 1", "B 2", "high 3", "low 3", "loop 3"], _heard);
    }

    [Fact]
    [Trait("Spec", "E11")]
    public async Task Loops_SideBySide_EachSeeAll()
    {
        var worker = System.Start(async () =>
        {
            async Task Loop(string name)
            {
                var count = 0;
                await foreach (var e in CurrentWorker.Events("A"))
                {
                    _heard.Add($"{name}{e.Data}");
                    if (++count == 2) break;
                }
            }

            await Task.WhenAll(Loop("x"), Loop("y"));
        });

        worker.Fire("A", 1);
        worker.Fire("A", 2);

        await worker.Value();
        Assert.Equal(["x1", "y1", "x2", "y2"], _heard);
    }

    [Fact]
    [Trait("Spec", "E11")]
    public async Task Loop_InAnAsynchronousListener_IsANestedLoop()
    {
        var worker = System.Start();
        worker.Listen("COLLECT", async _ =>
        {
            await foreach (var e in CurrentWorker.Events("A"))
            {
                if (e.Data is null) break;
                _heard.Add(e.Data);
            }

            _heard.Add("done");
        });

        worker.Fire("A", 0);
        worker.Fire("COLLECT");
        worker.Fire("A", 1);
        worker.Fire("A", 2);
        worker.Fire("A");
        worker.Fire("A", 3);
        await worker.AtWaitPoint();

        Assert.Equal([1, 2, "done"], _heard);
    }
}
