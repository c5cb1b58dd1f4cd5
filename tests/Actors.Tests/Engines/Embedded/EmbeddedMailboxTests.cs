using Actors.Engines;
using Actors.Engines.Embedded;
using Actors.Tests.Conformance;

namespace Actors.Tests.Engines.Embedded;

public sealed class EmbeddedMailboxTests
{
    private readonly CountingScheduler _scheduler = new();

    [Fact]
    public void Take_Posted_GivesAllOldestFirst()
    {
        var mailbox = Started();
        for (var i = 0; i < 5; i++) Assert.True(mailbox.Writer.TryPost(new Item(ItemKind.Event, 0, i)));
        Assert.Equal(5, mailbox.Count);

        Assert.Equal([0, 1, 2, 3, 4], TakeAll(mailbox).Select(static item => item.Number));
        Assert.Equal(0, mailbox.Count);
        Assert.Null(mailbox.Take());
    }

    [Fact]
    public void TryPost_Parked_SchedulesOneTurn()
    {
        var mailbox = Started();
        Assert.True(mailbox.TryPark());
        Assert.Equal(1, _scheduler.Turns);

        mailbox.Writer.TryPost(new Item(ItemKind.Event, 0, 1));
        mailbox.Writer.TryPost(new Item(ItemKind.Event, 0, 2));

        Assert.Equal(2, _scheduler.Turns);
    }

    [Fact]
    public void TryPost_InATurn_SchedulesNone()
    {
        var mailbox = Started();

        mailbox.Writer.TryPost(new Item(ItemKind.Event, 0, 1));

        Assert.Equal(1, _scheduler.Turns);
    }

    [Fact]
    public void TryPark_SomethingHasCome_IsFalse()
    {
        var mailbox = Started();
        mailbox.Writer.TryPost(new Item(ItemKind.Event, 0, 1));

        Assert.False(mailbox.TryPark());
        mailbox.Take();
        Assert.True(mailbox.TryPark());
    }

    [Fact]
    public void TryEnter_ParkedOrNot_TakesTheTurnOfAParkedFlowOnce()
    {
        var mailbox = Started();
        Assert.False(mailbox.TryEnter());
        mailbox.TryPark();

        Assert.True(mailbox.TryEnter());
        Assert.False(mailbox.TryEnter());
        mailbox.Writer.TryPost(new Item(ItemKind.Event, 0, 1));
        Assert.Equal(1, _scheduler.Turns);
    }

    [Fact]
    public void CloseToEvents_SomethingHasCome_StillGivesItAndRefusesTheRest()
    {
        var mailbox = Started();
        mailbox.Writer.TryPost(new Item(ItemKind.Event, 0, 1));
        mailbox.CloseToEvents();

        Assert.False(mailbox.Writer.TryPost(new Item(ItemKind.Event, 0, 2)));
        Assert.True(mailbox.Writer.TryPost(new Item(ItemKind.Resumption, 0, 3)));
        Assert.Equal([1, 3], TakeAll(mailbox).Select(static item => item.Number));
        Assert.True(mailbox.TryPark());
    }

    [Theory]
    [InlineData((int)ItemKind.Event, false)]
    [InlineData((int)ItemKind.Delivery, false)]
    [InlineData((int)ItemKind.Callback, false)]
    [InlineData((int)ItemKind.Signal, true)]
    [InlineData((int)ItemKind.Notice, true)]
    [InlineData((int)ItemKind.Resumption, true)]
    public void TryPost_ClosedToEvents_TakesSignalsNoticesAndResumptionsOnly(int kind, bool isTaken)
    {
        var mailbox = Started();
        mailbox.CloseToEvents();

        Assert.Equal(isTaken, mailbox.Writer.TryPost(new Item((ItemKind)kind, 0, 1)));
        Assert.Equal(isTaken ? 1 : 0, mailbox.Count);
        Assert.Equal(isTaken ? 1 : 0, TakeAll(mailbox).Count);
        Assert.True(mailbox.TryPark());
        Assert.Equal(isTaken, mailbox.Writer.TryPost(new Item((ItemKind)kind, 0, 2)));
        Assert.Equal(isTaken ? 2 : 1, _scheduler.Turns);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TryClose_SomethingIsLeft_IsFalseUntilItIsTakenThenRefusesAll(bool isClosedToEvents)
    {
        var mailbox = Started();
        if (isClosedToEvents) mailbox.CloseToEvents();
        mailbox.Writer.TryPost(new Item(ItemKind.Resumption, 0, 1));
        mailbox.Writer.TryPost(new Item(ItemKind.Resumption, 0, 2));

        Assert.False(mailbox.TryClose());
        Assert.Equal([1, 2], TakeAll(mailbox).Select(static item => item.Number));
        Assert.True(mailbox.TryClose());

        foreach (var kind in Enum.GetValues<ItemKind>()) Assert.False(mailbox.Writer.TryPost(new Item(kind, 0, 3)));
        Assert.True(_scheduler.IsReleased);
    }

    [Fact]
    public void Take_AnItemBehindAnother_LetsTheOtherBePostedAgain()
    {
        var mailbox = Started();
        Item[] items = [new Item(ItemKind.Delivery, 0, 0), new Item(ItemKind.Delivery, 0, 1)];
        mailbox.Writer.TryPost(items[0]);
        Assert.Same(items[0], mailbox.Take());

        // With nothing behind it, with an event behind it, and after a rest.
        for (var i = 1; i < 7; i++)
        {
            Assert.True(mailbox.Writer.TryPost(items[i % 2]));
            Assert.Same(items[i % 2], mailbox.Take());
            if (i % 3 == 1) mailbox.Writer.TryPost(new Item(ItemKind.Event, 0, 2));
            if (i % 3 == 1) Assert.Equal([2], TakeAll(mailbox).Select(static item => item.Number));
            if (i % 3 == 2) Assert.True(mailbox.TryPark() && mailbox.TryEnter());
            Assert.Equal(0, mailbox.Count);
        }
    }

    [Fact]
    public void Take_ASignalThatIsTheTail_MayBePostedAgainAtOnce()
    {
        var mailbox = Started();
        var item = new Item(ItemKind.Signal, 0, 1);

        // With nothing behind it, with an event behind it, and after a rest.
        for (var i = 0; i < 3; i++)
        {
            Assert.True(mailbox.Writer.TryPost(item));
            if (i == 1) mailbox.Writer.TryPost(new Item(ItemKind.Event, 0, 2));
            Assert.Same(item, mailbox.Take());
            Assert.True(mailbox.Writer.TryPost(item));
            Assert.Equal(i == 1 ? [2, 1] : [1], TakeAll(mailbox).Select(static item => item.Number));
            Assert.True(mailbox.TryPark());
            Assert.True(mailbox.TryEnter());
        }
    }

    [Fact]
    public void Take_AfterAPostThatMissedTheClosing_ClosesToEventsAgain()
    {
        var mailbox = Started();
        mailbox.CloseToEvents();
        var signal = new Item(ItemKind.Signal, 0, 1);
        mailbox.Writer.TryPost(signal);

        // As a producer sees it that read the same signal's number before the closing, and was held up since.
        signal.Depth &= int.MaxValue;
        Assert.True(mailbox.Writer.TryPost(new Item(ItemKind.Event, 0, 2)));

        Assert.Equal([1, 2], TakeAll(mailbox).Select(static item => item.Number));
        Assert.False(mailbox.Writer.TryPost(new Item(ItemKind.Event, 0, 3)));
        Assert.True(mailbox.TryClose());
    }

    [Fact]
    public async Task TryPost_ManyProducersAndOneConsumer_LosesNothingAndKeepsTheOrderOfEach()
    {
        const int producers = 4;
        const int each = 50_000;
        var consumer = new Consumer(producers * each);
        var mailbox = new EmbeddedMailbox(consumer, PoolScheduler.Instance);
        consumer.Mailbox = mailbox;
        mailbox.Start();

        await Task.WhenAll(Enumerable.Range(0, producers).Select(producer => Barriers.OnPlainThread(() =>
        {
            for (var i = 0; i < each; i++) Assert.True(mailbox.Writer.TryPost(new Item(ItemKind.Event, producer, i)));
        })));
        await consumer.HasAll.Task.Soon();

        Assert.False(consumer.Overlapped);
        foreach (var producer in consumer.Taken.GroupBy(static item => item.Producer))
        {
            Assert.Equal(Enumerable.Range(0, each), producer.Select(static item => item.Number));
        }
    }

    [Fact]
    public async Task CloseToEvents_WhileOthersPost_TakesEveryAcceptedEvent()
    {
        const int producers = 3;
        var mailbox = Started();
        var posting = Enumerable.Range(0, producers).Select(producer => Barriers.OnPlainThread(() =>
        {
            var accepted = 0;
            while (mailbox.Writer.TryPost(new Item(ItemKind.Event, producer, accepted))) accepted++;
            return accepted;
        })).ToArray();

        var taken = 0;
        while (taken < 1000)
        {
            if (mailbox.Take() is not null) taken++;
        }

        mailbox.CloseToEvents();
        var accepted = (await Task.WhenAll(posting)).Sum();
        while (mailbox.Take() is not null) taken++;

        Assert.Equal(accepted, taken);
    }

    private static List<Item> TakeAll(EmbeddedMailbox mailbox)
    {
        var items = new List<Item>();
        while (mailbox.Take() is Item item) items.Add(item);
        return items;
    }

    /// <summary>A mailbox in its first turn, which is this test.</summary>
    private EmbeddedMailbox Started()
    {
        var mailbox = new EmbeddedMailbox(new Consumer(0), _scheduler);
        mailbox.Start();
        return mailbox;
    }

    private sealed class Item(ItemKind kind, int producer, int number) : MailboxItem(kind)
    {
        public int Producer => producer;

        public int Number => number;
    }

    private sealed class CountingScheduler : TurnScheduler
    {
        public int Turns { get; private set; }

        public bool IsReleased { get; private set; }

        public override void Schedule(EmbeddedMailbox mailbox, bool isOneOfMany) => Turns++;

        public override void Release() => IsReleased = true;
    }

    /// <summary>A flow that takes what comes, a turn at a time.</summary>
    private sealed class Consumer(int expected) : IFlow
    {
        private int _inTurn;

        public EmbeddedMailbox Mailbox { get; set; } = null!;

        public List<Item> Taken { get; } = [];

        public bool Overlapped { get; private set; }

        public TaskCompletionSource HasAll { get; } = Barriers.Signal();

        public string Path => "/consumer";

        public bool IsStopping => false;

        public void OnTurnRefused(Exception error, TimeSpan delay)
        {
        }

        public void OnCrowded()
        {
        }

        public void GuestTurn(int most) => Turn(most);

        public void Turn(int most)
        {
            Overlapped |= Interlocked.Exchange(ref _inTurn, 1) == 1;
            do
            {
                while (Mailbox.Take() is Item item) Taken.Add(item);
                if (Taken.Count == expected) HasAll.TrySetResult();
                Volatile.Write(ref _inTurn, 0);
            }
            while (!Mailbox.TryPark() && Interlocked.Exchange(ref _inTurn, 1) == 0);
        }
    }
}
