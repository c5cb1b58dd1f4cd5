using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec E10: events of which only the latest waits.</summary>
public abstract class ConflationTests : MailboxConformance
{
    [Fact]
    [Trait("Spec", "E10")]
    public async Task FireLatest_ManyTimesAtABusyWorker_HoldsTheLatestAndCountsTheOthers()
    {
        var worker = Busy(MailboxFullMode.Wait, null);

        for (var i = 0; i < 1000; i++) worker.FireLatest("A", i);
        await Release(worker);

        Assert.Equal([999], _heard);
        Assert.Equal((999, 999), (worker.ConflatedEvents, System.ConflatedEvents));
        Assert.Equal((0, 0), (worker.DroppedEvents, System.DeadLetters.Count));
    }

    [Fact]
    [Trait("Spec", "E10")]
    public async Task FireLatest_WhileOneWaits_TakesItsPlace()
    {
        var worker = Busy(MailboxFullMode.Wait, null);

        worker.FireLatest("A", "old", key: 1);
        worker.Fire("A", "plain");
        worker.FireLatest("A", "other", key: 2);
        worker.Later(() => _heard.Add("callback"));
        worker.FireLatest("A", "new", key: 1);
        await Release(worker);

        Assert.Equal(["new", "plain", "other", "callback"], _heard);
        Assert.Equal(1, worker.ConflatedEvents);
    }

    [Fact]
    [Trait("Spec", "E10")]
    public async Task FireLatest_AfterTheLastWasHandled_IsHandledToo()
    {
        var worker = Busy(MailboxFullMode.Wait, null);
        await Release(worker);

        for (var i = 0; i < 3; i++)
        {
            worker.FireLatest("A", i);
            await worker.AtWaitPoint();
        }

        Assert.Equal([0, 1, 2], _heard);
        Assert.Equal(0, worker.ConflatedEvents);
    }

    [Fact]
    [Trait("Spec", "E10")]
    public async Task FireLatest_OfOtherNamesAndKeys_StandsBesideThem()
    {
        var worker = Busy(MailboxFullMode.Wait, null);
        worker.Listen("B", e => _heard.Add(e.Data));

        worker.FireLatest("A", 0);
        worker.FireLatest("B", 1);
        worker.FireLatest("A", 2, key: "k");
        worker.FireLatest("A", 3, key: new string('k', 1));
        worker.FireLatest("A", 4, key: ("k", 1));
        await Release(worker);

        Assert.Equal([0, 1, 3, 4], _heard);
        Assert.Equal(1, worker.ConflatedEvents);
    }

    [Fact]
    [Trait("Spec", "E2")]
    public async Task FireLatest_TypedAndPlain_AreOneEvent()
    {
        var size = new EventName<int>("SIZE");
        var worker = System.Start(async () =>
        {
            Listen(size, e => _heard.Add(e.Data));
            await _gate.Task;
            _heard.Add((await WaitEvent(size)).Data);
        });

        worker.FireLatest("SIZE", 1);
        worker.FireLatest(size, 2);
        _gate.SetResult();
        await worker.Ended();

        Assert.Equal([2, 2], _heard);
        Assert.Equal(1, worker.ConflatedEvents);
    }

    [Fact]
    [Trait("Spec", "E2")]
    public async Task FireLatest_OfAWorker_NamesTheLatestSender()
    {
        var worker = System.Start(async () =>
        {
            Listen("A", e => _heard.Add(e.Target));
            await _gate.Task;
            await WaitForever();
        });
        var first = System.Start(() => Fires(worker));
        await first.Ended();
        var second = System.Start(() => Fires(worker));
        await second.Ended();
        await Release(worker);

        Assert.Equal([second], _heard);

        static Task Fires(Worker worker)
        {
            worker.FireLatest("A");
            return Task.CompletedTask;
        }
    }

    [Fact]
    [Trait("Spec", "E1")]
    public async Task FireLatest_ThenFire_KeepsTheOrderOfTheSender()
    {
        var worker = Busy(MailboxFullMode.Wait, null);
        await Release(worker);

        await Barriers.OnPlainThread(() =>
        {
            for (var i = 0; i < 2000; i++)
            {
                worker.FireLatest("A", i);
                worker.Fire("A", -i - 1);
            }
        });
        await worker.AtWaitPoint();

        // What follows an event of which only the latest counts finds it, or a later one, heard.
        var latest = -1;
        foreach (var number in _heard.Cast<int>())
        {
            if (number >= 0) latest = number;
            else Assert.True(latest >= -number - 1, $"{number} was heard before {-number - 1}");
        }

        Assert.Equal(2000, _heard.Count(static number => (int)number! < 0));
        Assert.Equal(2000, _heard.Count(static number => (int)number! >= 0) + worker.ConflatedEvents);
    }

    [Fact]
    [Trait("Spec", "E10")]
    public async Task FireLatest_AtAFullMailbox_ReplacesWhatWaitsAndElseDoesWhatTheModeSays()
    {
        var waiting = Full(MailboxFullMode.Wait);
        var error = Assert.Throws<InvalidOperationException>(() => waiting.FireLatest("A", "another", key: 2));
        Assert.Contains("'A'", error.Message);
        var newest = Full(MailboxFullMode.DropNewest);
        newest.FireLatest("A", "another", key: 2);
        var rejecting = Full(MailboxFullMode.Reject);
        rejecting.FireLatest("A", "another", key: 2);
        foreach (var worker in new[] { waiting, newest, rejecting }) worker.FireLatest("A", worker);
        _gate.SetResult();
        foreach (var worker in new[] { waiting, newest, rejecting }) await worker.AtWaitPoint();

        Assert.Equal([0, 0, 0], _heard.OfType<int>());
        foreach (var worker in new[] { waiting, newest, rejecting }) Assert.Single(_heard, heard => heard == worker);
        Assert.Equal(6, _heard.Count);
        Assert.Equal((0, 1, 0), (waiting.DroppedEvents, newest.DroppedEvents, rejecting.DroppedEvents));
        Assert.Equal((1, 1, 1), (waiting.ConflatedEvents, newest.ConflatedEvents, rejecting.ConflatedEvents));
        Assert.Equal(1, System.DeadLetters.Count);

        Worker Full(MailboxFullMode mode)
        {
            var worker = Busy(mode, 2);
            worker.Fire("A", 0);
            worker.FireLatest("A", "replaced");
            Assert.Equal(2, worker.MailboxDepth);
            return worker;
        }
    }

    [Fact]
    [Trait("Spec", "E10")]
    public async Task FireLatest_WhoseEventWasDroppedAsTheOldest_IsQueuedAgain()
    {
        var worker = Busy(MailboxFullMode.DropOldest, 2);

        worker.FireLatest("A", 0);
        worker.Fire("A", 1);
        worker.Fire("A", 2);
        worker.FireLatest("A", 3);
        worker.FireLatest("A", 4);
        await Release(worker);

        Assert.Equal([2, 4], _heard);
        Assert.Equal((2, 1), (worker.DroppedEvents, worker.ConflatedEvents));
    }

    [Fact]
    [Trait("Spec", "E8")]
    public async Task FireLatest_AtAWorkerThatDoesNotRun_IsRejected()
    {
        var worker = System.Create();
        worker.FireLatest("A", 0);
        worker.Start();
        await worker.StopAsync().Soon();
        worker.FireLatest("A", 1);
        worker.FireLatest("A", 2);

        Assert.Equal(3, System.DeadLetters.Count);
        Assert.Equal(0, worker.ConflatedEvents);
        Assert.Throws<ArgumentException>(() => worker.FireLatest(" "));
    }

    [Fact]
    [Trait("Spec", "L8")]
    public async Task FireLatest_QueuedWhenTheRunEnds_IsHeard()
    {
        var worker = Busy(MailboxFullMode.Wait, null);
        worker.Stop();
        worker.FireLatest("A", 0);
        worker.FireLatest("A", 1);

        _gate.SetResult();
        await worker.Ended();

        Assert.Equal([1], _heard);
    }

    [Fact]
    [Trait("Spec", "L7")]
    public async Task FireLatest_WhileTheWorkerStandsStill_IsHeardOnceAfterwards()
    {
        var worker = Busy(MailboxFullMode.Wait, null);
        await Release(worker);
        using (await worker.PauseAsync())
        {
            for (var i = 0; i < 10; i++) worker.FireLatest("A", i);

            // In no place for a moment, when it goes from the mailbox to what is held.
            Assert.InRange(worker.MailboxDepth, 0, 1);
        }

        await worker.AtWaitPoint();

        Assert.Equal([9], _heard);
    }

    [Theory]
    [InlineData(null, MailboxFullMode.Wait)]
    [InlineData(4, MailboxFullMode.DropNewest)]
    [InlineData(4, MailboxFullMode.DropOldest)]
    [InlineData(4, MailboxFullMode.Reject)]
    [Trait("Spec", "E10")]
    public async Task FireLatest_FromManyThreads_LosesNothingUnseen(int? capacity, MailboxFullMode mode)
    {
        const int senders = 4;
        const int each = 5000;
        var worker = Busy(mode, capacity);
        await Release(worker);

        var sending = Enumerable.Range(0, senders).Select(sender => Barriers.OnPlainThread(() =>
        {
            for (var i = 0; i < each; i++)
            {
                if (i % 5 == 0) worker.Fire("A", (sender, -1));
                else worker.FireLatest("A", (sender, i), key: sender);
            }
        }));
        await Task.WhenAll(sending);
        await worker.AtWaitPoint();

        var heard = _heard.Cast<(int Sender, int Number)>().ToArray();
        Assert.Equal(senders * each, heard.Length + worker.ConflatedEvents + worker.DroppedEvents + System.DeadLetters.Count);
        for (var sender = 0; sender < senders; sender++)
        {
            var numbers = heard.Where(e => e.Sender == sender && e.Number >= 0).Select(static e => e.Number).ToArray();
            Assert.Equal(numbers.Order(), numbers);
            if (capacity is null) Assert.Equal(each - 1, numbers[^1]);
        }
    }
}
