using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec E11: events as a stream that takes the next one when it is asked for, and ends with its loop.</summary>
public abstract class EventStreamTests : ConformanceTests
{
    private static readonly EventName<int> Number = new("A");

    private readonly List<object?> _heard = [];

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
    public async Task Events_KeptForALoop_HoldTheSendersOfABoundedMailboxBack()
    {
        const int capacity = 2;
        var worker = System.Start(
            async () =>
            {
                await foreach (var e in CurrentWorker.Events("A"))
                {
                    _heard.Add(e.Data);
                    await Sleep(TimeSpan.FromSeconds(1));
                }
            },
            new WorkerOptions { Mailbox = new MailboxOptions { Capacity = capacity } });
        await worker.AtWaitPoint();

        // One is worked on, two are kept, whoever comes then waits.
        for (var i = 0; i <= capacity; i++)
        {
            await worker.FireAsync("A", i).AsTask().Soon();
            await worker.AtWaitPoint();
        }

        var third = worker.FireAsync("A", 3).AsTask();
        var fourth = worker.FireAsync("A", 4).AsTask();
        await worker.AtWaitPoint();
        Assert.Equal([0], _heard);
        Assert.Equal(capacity, worker.MailboxDepth);
        Assert.False(third.IsCompleted || fourth.IsCompleted);

        Time.Advance(TimeSpan.FromSeconds(1));
        await third.Soon();
        await worker.AtWaitPoint();
        Assert.Equal([0, 1], _heard);
        Assert.False(fourth.IsCompleted);

        Time.Advance(TimeSpan.FromSeconds(1));
        await fourth.Soon();
        for (var i = 0; i < 3; i++)
        {
            await worker.AtWaitPoint();
            Time.Advance(TimeSpan.FromSeconds(1));
        }

        await worker.AtWaitPoint();
        Assert.Equal([0, 1, 2, 3, 4], _heard);
        Assert.Equal(0, worker.MailboxDepth);
    }

    [Fact]
    [Trait("Spec", "E11")]
    public async Task Events_KeptBeyondTheCapacityOfADroppingMailbox_LoseTheOldest()
    {
        var worker = System.Start(
            async () =>
            {
                await foreach (var e in CurrentWorker.Events("A"))
                {
                    _heard.Add(e.Data);
                    await Sleep(TimeSpan.FromSeconds(1));
                }
            },
            new WorkerOptions { Mailbox = new MailboxOptions { Capacity = 2, FullMode = MailboxFullMode.DropOldest } });

        for (var i = 0; i < 6; i++)
        {
            worker.Fire("A", i);
            await worker.AtWaitPoint();
        }

        for (var i = 0; i < 3; i++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await worker.AtWaitPoint();
        }

        Assert.Equal([0, 4, 5], _heard);
        Assert.Equal(3, worker.DroppedEvents);
    }

    [Theory]
    [InlineData("break")]
    [InlineData("throw")]
    [InlineData("cancel")]
    [Trait("Spec", "E11")]
    public async Task Loop_HoweverItEnds_EndsItsSubscription(string way)
    {
        using var cancellation = new CancellationTokenSource();
        var ended = Barriers.Signal();
        var worker = System.Start(
            async () =>
            {
                try
                {
                    await foreach (var e in CurrentWorker.Events("A").WithCancellation(cancellation.Token))
                    {
                        _heard.Add(e.Data);
                        await Sleep(TimeSpan.FromSeconds(1));
                        if (way == "break") break;
                        if (way == "throw") throw new InvalidOperationException("x");
                        await cancellation.CancelAsync();
                    }
                }
                catch (Exception error) when (error.Message == "x" || error is OperationCanceledException and not WorkerExit)
                {
                    _heard.Add(way);
                }

                ended.SetResult();
                await WaitForever();
            },
            new WorkerOptions { Mailbox = new MailboxOptions { Capacity = 2 } });

        // One is kept when the loop ends: it gives its place back.
        worker.Fire("A", 0);
        worker.Fire("A", 1);
        await worker.AtWaitPoint();
        Time.Advance(TimeSpan.FromSeconds(1));
        await ended.Task.Soon();
        for (var i = 0; i < 5; i++)
        {
            worker.Fire("A", i);
            worker.Fire("A", i);
            await worker.AtWaitPoint();
        }

        Assert.Equal(way == "break" ? [0] : [0, way], _heard);
        Assert.Equal(0, worker.MailboxDepth);
    }

    [Fact]
    [Trait("Spec", "E11")]
    public async Task Loop_CancelledWhileItWaits_Throws()
    {
        using var cancellation = new CancellationTokenSource();
        var worker = System.Start(async () =>
        {
            try
            {
                await foreach (var e in CurrentWorker.Events("A").WithCancellation(cancellation.Token)) _heard.Add(e.Data);
            }
            catch (OperationCanceledException error) when (error.CancellationToken == cancellation.Token)
            {
                return "cancelled";
            }

            return "ended";
        });
        worker.Fire("A", 1);
        await worker.AtWaitPoint();

        await cancellation.CancelAsync();

        Assert.Equal("cancelled", await worker.Value());
        Assert.Equal([1], _heard);
    }

    [Fact]
    [Trait("Spec", "E11")]
    public async Task Stop_OfAWorkerInALoop_LeavesItByWorkerExit()
    {
        var worker = System.Start(async () =>
        {
            try
            {
                await foreach (var e in CurrentWorker.Events("A")) _heard.Add(e.Data);
            }
            catch (WorkerExit)
            {
                _heard.Add("exit");
                throw;
            }
        });

        worker.Fire("A", 1);
        worker.Fire("A", 2);
        worker.Stop();

        Assert.Equal(WorkerState.Stopped, (await worker.Ended()).State);
        Assert.Equal([1, 2, "exit"], _heard);
    }

    [Fact]
    [Trait("Spec", "E11")]
    public async Task Start_AfterARunThatLeftItsLoop_HasNoSubscriptionLeft()
    {
        var runs = 0;
        var worker = System.Create(async () =>
        {
            if (runs++ > 0) await WaitForever();

            // Never disposed.
            var left = CurrentWorker.Events("A").GetAsyncEnumerator();
            await left.MoveNextAsync();
        });
        worker.Start();
        worker.Fire("A");
        await worker.Ended();

        worker.Start();
        worker.Fire("A");
        await worker.AtWaitPoint();

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

    [Fact]
    [Trait("Spec", "E11")]
    public async Task Pause_OfAWorkerInALoop_KeepsTheEventsForIt()
    {
        var worker = System.Start(async () =>
        {
            await foreach (var e in CurrentWorker.Events("A")) _heard.Add(e.Data);
        });
        worker.Pause();
        for (var i = 0; i < 3; i++) worker.Fire("A", i);
        await worker.AtWaitPoint();
        Assert.Empty(_heard);

        worker.Resume();
        await worker.AtWaitPoint();

        Assert.Equal([0, 1, 2], _heard);
        Assert.Equal(0, worker.MailboxDepth);
    }

    [Fact]
    [Trait("Spec", "E11")]
    public async Task Loop_WithoutItsFlowsThread_SeesAllAndIsBackEachTime()
    {
        const int events = 200;
        var worker = System.Start(
            async () =>
            {
                var thread = Environment.CurrentManagedThreadId;
                var elsewhere = 0;
                await foreach (var e in CurrentWorker.Events("A").ConfigureAwait(false))
                {
                    if (Environment.CurrentManagedThreadId != thread) elsewhere++;
                    _heard.Add(e.Data);
                    if (_heard.Count == events) break;
                    if (_heard.Count % 2 == 0) await Task.Run(static () => { }).ConfigureAwait(false);
                }

                return elsewhere;
            },
            new WorkerOptions { Dispatcher = WorkerDispatcher.DedicatedThread, Mailbox = new MailboxOptions { Capacity = 3 } });

        for (var i = 0; i < events; i++) await worker.FireAsync("A", i).AsTask().Soon();

        Assert.Equal(0, await worker.Value());
        Assert.Equal(Enumerable.Range(0, events).Cast<object?>(), _heard);
    }

    [Fact]
    [Trait("Spec", "E11")]
    public async Task Loop_ThatEndsOffItsFlow_GivesThePlacesBack()
    {
        var ended = Barriers.Signal();
        var go = Barriers.Signal();
        var worker = System.Start(
            async () =>
            {
                await foreach (var e in CurrentWorker.Events("A"))
                {
                    await WaitEvent("GO");
                    go.SetResult();
                    await Task.Run(static () => { }).ConfigureAwait(false);
                    break;
                }

                ended.SetResult();
                await WaitForever();
            },
            new WorkerOptions { Mailbox = new MailboxOptions { Capacity = 2 } });
        worker.Fire("A", 0);
        await worker.AtWaitPoint();
        worker.Fire("A", 1);
        await worker.AtWaitPoint();
        worker.Fire("GO");
        await ended.Task.Soon();
        await worker.AtWaitPoint();

        Assert.Equal(0, worker.MailboxDepth);
        worker.Fire("B");
        worker.Fire("B");
        await worker.AtWaitPoint();
    }

    [Fact]
    [Trait("Spec", "E11")]
    public async Task Events_FromManySenders_LoseNothingWithABoundedMailbox()
    {
        const int senders = 4;
        const int each = 1000;
        var worker = System.Start(
            async () =>
            {
                await foreach (var e in CurrentWorker.Events("A"))
                {
                    _heard.Add(e.Data);
                    if (_heard.Count == senders * each) break;
                    if (_heard.Count % 3 == 0) await Update();
                    if (_heard.Count % 7 == 0) await Task.Yield();
                }
            },
            new WorkerOptions { Mailbox = new MailboxOptions { Capacity = 5 } });

        var most = 0;
        await Task.WhenAll(Enumerable.Range(0, senders).Select(sender => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++)
            {
                await worker.FireAsync("A", (sender, i));
                if (sender == 0) most = Math.Max(most, worker.MailboxDepth);
            }
        }))).Soon();
        await worker.Value();

        foreach (var sender in _heard.Cast<(int Sender, int Number)>().GroupBy(static e => e.Sender))
        {
            Assert.Equal(Enumerable.Range(0, each), sender.Select(static e => e.Number));
        }
    }

    [Fact]
    [Trait("Spec", "E11")]
    public async Task Events_InASynchronousListener_SaysThatItCannotWait()
    {
        var worker = System.Start();
        var failure = Barriers.Signal<ListenerFailure>();
        worker.Listen(WorkerEvents.ListenerError, e => failure.SetResult((ListenerFailure)e.Data!));
        worker.Listen("GO", _ => { CurrentWorker.Events("A").GetAsyncEnumerator(); });

        worker.Fire("GO");

        Assert.Contains("Events", Assert.IsType<InvalidOperationException>((await failure.Task.Soon()).Exception).Message);
    }

    [Fact]
    [Trait("Spec", "E11")]
    [Trait("Spec", "L11")]
    public async Task Events_OfAnAttemptThatFailed_AreKeptForNobody()
    {
        var backoff = Barriers.Signal();
        var parent = System.Start();
        parent.Listen(WorkerEvents.ChildRestart, _ => backoff.SetResult());
        var attempts = new AttemptCounter();
        var ready = Barriers.Signal();
        var worker = System.Start(
            async () =>
            {
                if (attempts.Begin() == 2)
                {
                    Listen("A", e => _heard.Add(e.Data));
                    await WaitForever();
                }

                // A loop that nobody ends: its enumerator is never disposed.
                CurrentWorker.Events("A").GetAsyncEnumerator();
                ready.SetResult();
                await WaitEvent("FAIL");
                throw new InvalidDataException("boom");
            },
            new WorkerOptions
            {
                Parent = parent,
                Restart = new RestartPolicy { Jitter = 0 },
                Mailbox = new MailboxOptions { Capacity = 3 },
            });
        await ready.Task.Soon();
        worker.Fire("A", 0);
        worker.Fire("A", 1);
        await worker.AtWaitPoint();
        Assert.Equal(2, worker.MailboxDepth);

        worker.Fire("FAIL");
        await backoff.Task.Soon();
        Assert.Equal(0, worker.MailboxDepth);
        for (var i = 2; i < 5; i++) worker.Fire("A", i);
        Time.Advance(TimeSpan.FromMilliseconds(200));
        await attempts.Reached(2);
        await worker.AtWaitPoint();
        worker.Fire("A", 5);
        await worker.AtWaitPoint();

        Assert.Equal([2, 3, 4, 5], _heard);
        Assert.Equal(0, worker.MailboxDepth);
    }

    [Fact]
    [Trait("Spec", "E11")]
    public async Task Events_OutsideEveryWorker_SaysWhoMayUseThem()
    {
        var error = await Barriers.OnPlainThread(() => Record.Exception(() => { CurrentWorker.Events("A").GetAsyncEnumerator(); }));

        Assert.Contains("worker", Assert.IsType<InvalidOperationException>(error).Message);
    }
}
