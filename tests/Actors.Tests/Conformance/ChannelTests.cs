using System.Runtime.CompilerServices;
using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec A3: publishing to many workers.</summary>
public abstract class ChannelTests : ConformanceTests
{
    private static readonly EventName<int> Number = new("NUMBER");

    [Fact]
    [Trait("Spec", "A3")]
    public async Task Pub_ManyEvents_EachSubscriberGetsEachOnceInOrder()
    {
        var channel = new Channel("news", System);
        var subscribers = Enumerable.Range(0, 5).Select(_ => Subscriber(channel)).ToArray();
        Assert.Equal(("news", 5), (channel.Name, channel.Count));

        for (var i = 0; i < 1000; i += 3)
        {
            Assert.Equal(5, channel.Pub(Number, i));
            Assert.Equal(5, channel.Pub("NUMBER", i + 1));
            Assert.Equal(5, channel.Pub(new Event("NUMBER", i + 2)));
        }

        foreach (var (worker, heard) in subscribers)
        {
            await worker.AtWaitPoint();
            Assert.Equal(Enumerable.Range(0, 1002), heard);
        }
    }

    [Fact]
    [Trait("Spec", "A3")]
    public async Task Pub_FromSeveralThreads_KeepsTheOrderOfEach()
    {
        const int publishers = 4;
        const int each = 2000;
        var channel = new Channel(system: System);
        var (worker, heard) = Subscriber(channel);

        await Task.WhenAll(Enumerable.Range(0, publishers).Select(publisher => Barriers.OnPlainThread(() =>
        {
            for (var i = 0; i < each; i++) channel.Pub(Number, (publisher * each) + i);
        })));
        await worker.AtWaitPoint();

        Assert.Equal(publishers * each, heard.Count);
        foreach (var group in heard.GroupBy(static n => n / each)) Assert.Equal(group.Order(), group);
    }

    [Fact]
    [Trait("Spec", "A3")]
    public async Task Sub_Twice_GetsEachEventOnce()
    {
        var channel = new Channel(system: System);
        var (worker, heard) = Subscriber(channel);

        Assert.False(channel.Sub(worker));
        Assert.Equal(1, channel.Count);
        channel.Pub(Number, 1);
        await worker.AtWaitPoint();

        Assert.Equal([1], heard);
    }

    [Fact]
    [Trait("Spec", "A3")]
    public async Task Unsub_Subscribed_GetsNoMore()
    {
        var channel = new Channel(system: System);
        var (worker, heard) = Subscriber(channel);
        channel.Pub(Number, 1);

        Assert.True(channel.Unsub(worker));
        Assert.False(channel.Unsub(worker));
        Assert.Equal(0, channel.Pub(Number, 2));
        await worker.AtWaitPoint();

        Assert.Equal([1], heard);
        Assert.Equal(0, channel.Count);
    }

    [Fact]
    [Trait("Spec", "A3")]
    public async Task SubAndUnsub_WithoutAWorker_AreForTheCurrentOne()
    {
        var worker = System.Start(async () =>
        {
            var channel = new Channel();
            var first = channel.Sub();
            channel.Pub("A", 1);
            var heard = (await WaitEvent("A", Current)).Data;
            var second = channel.Unsub();
            return (first, heard, second, channel.Pub("A"));
        });

        Assert.Equal((true, (object?)1, true, 0), (await worker.Ended()).Value);
    }

    [Fact]
    [Trait("Spec", "A3")]
    public async Task Sub_OutsideEveryWorkerWithoutAWorker_IsAClearError()
    {
        var channel = new Channel(system: System);

        await Barriers.OnPlainThread(() =>
        {
            Assert.Throws<InvalidOperationException>(() => channel.Sub());
            Assert.Throws<InvalidOperationException>(() => channel.Unsub());
        });
    }

    [Fact]
    [Trait("Spec", "A3")]
    public async Task Pub_ByAWorker_HasItAsTarget()
    {
        var channel = new Channel(system: System);
        var target = Barriers.Signal<IEventTarget?>();
        var worker = System.Start();
        worker.Listen("A", e => target.SetResult(e.Target));
        channel.Sub(worker);

        var publisher = System.Start(() =>
        {
            channel.Pub("A");
            return Task.CompletedTask;
        });

        Assert.Same(publisher, await target.Task.Soon());
    }

    [Fact]
    [Trait("Spec", "A3")]
    public async Task Pub_TheSubscriberIsRestarted_StaysSubscribed()
    {
        var channel = new Channel(system: System);
        var (worker, heard) = Subscriber(channel);
        worker.Stop();
        await worker.Ended();

        Assert.Equal(0, channel.Pub(Number, 1));
        worker.Start();
        Assert.Equal(1, channel.Pub(Number, 2));
        await worker.AtWaitPoint();

        Assert.Equal([2], heard);
    }

    [Fact]
    [Trait("Spec", "A3")]
    public async Task Count_WhileSubscribersStartAndEnd_IsThatOfThoseThatRun()
    {
        var channel = new Channel(system: System);
        var workers = Enumerable.Range(0, 8).Select(_ => System.Create()).ToArray();
        foreach (var worker in workers) channel.Sub(worker);
        Assert.Equal(0, channel.Count);

        await Task.WhenAll(workers.Select(static worker => Task.Run(async () =>
        {
            for (var i = 0; i < 200; i++)
            {
                worker.Start();
                await worker.StopAsync().Soon();
            }
        }))).Soon();

        Assert.Equal(0, channel.Count);
        foreach (var worker in workers) worker.Start();
        Assert.Equal(8, channel.Count);
        Assert.Equal(8, channel.Pub(Number, 1));
        channel.Unsub(workers[0]);
        await workers[1].StopAsync().Soon();
        Assert.Equal(6, channel.Count);
    }

    [Fact]
    [Trait("Spec", "A3")]
    public async Task Pub_ASubscriberWasCollected_ItLeavesByItself()
    {
        var channel = new Channel(system: System);
        var (worker, heard) = Subscriber(channel);
        SubscribeOneThatNobodyHolds(channel);

        Collect();
        Assert.Equal(1, channel.Pub(Number, 1));

        Assert.Equal(1, channel.Count);
        await worker.AtWaitPoint();
        Assert.Equal([1], heard);
    }

    [Fact]
    [Trait("Spec", "A3")]
    public async Task Pub_ASubscriberRunsAndNobodyElseHoldsIt_ItStays()
    {
        var channel = new Channel(system: System);
        var heard = Barriers.Signal<int>();
        SubscribeOneThatRuns(channel, heard);

        Collect();

        Assert.Equal(1, channel.Pub(Number, 1));
        Assert.Equal(1, await heard.Task.Soon());
    }

    [Fact]
    [Trait("Spec", "A3")]
    public async Task Pub_SomeSubscribersAreBad_TheOthersGetItAndThePublisherGoesOn()
    {
        var channel = new Channel(system: System);
        var goOn = Barriers.Signal();
        var isBusy = Barriers.Signal();
        var throwing = System.Start();
        throwing.Listen(Number, void (Event<int> _) => throw new FormatException());
        var neverStarted = System.Create();
        var ended = System.Start(() => Task.CompletedTask);
        await ended.Ended();
        var busy = System.Start(async () =>
        {
            isBusy.SetResult();
            await goOn.Task;
        });
        await isBusy.Task.Soon();
        foreach (var bad in new[] { throwing, neverStarted, ended, busy }) channel.Sub(bad);
        var (worker, heard) = Subscriber(channel);

        for (var i = 0; i < 100; i++) Assert.Equal(3, channel.Pub(Number, i));
        await worker.AtWaitPoint();

        Assert.Equal(Enumerable.Range(0, 100), heard);
        Assert.Equal(WorkerState.Running, throwing.State);
        goOn.SetResult();
    }

    [Fact]
    [Trait("Spec", "A3")]
    public async Task Pub_InsideAListenerOfTheChannel_ComesAfterWhatWasPublished()
    {
        var channel = new Channel(system: System);
        var (worker, heard) = Subscriber(channel);
        worker.Listen(Number, e =>
        {
            if (e.Data < 3) channel.Pub(Number, e.Data + 1);
        });

        channel.Pub(Number, 1);
        for (var i = 0; i < 4; i++) await worker.AtWaitPoint();

        Assert.Equal([1, 2, 3], heard);
    }

    [Fact]
    [Trait("Spec", "A3")]
    public async Task SubAndUnsub_WhileOthersPublish_DisturbNobody()
    {
        const int events = 5000;
        var channel = new Channel(system: System);
        var (worker, heard) = Subscriber(channel);
        var passing = System.Start();

        var publishing = Barriers.OnPlainThread(() =>
        {
            for (var i = 0; i < events; i++) channel.Pub(Number, i);
        });
        for (var i = 0; i < events; i++)
        {
            Assert.True(channel.Sub(passing));
            Assert.True(channel.Unsub(passing));
        }

        await publishing;
        await worker.AtWaitPoint();
        Assert.Equal(Enumerable.Range(0, events), heard);
    }

    [Fact]
    [Trait("Spec", "A3")]
    public void Pub_NobodyIsSubscribed_ReachesNobodyAndIsNoDeadLetter()
    {
        Assert.Equal(0, new Channel(system: System).Pub("A"));
        Assert.Equal(0, System.DeadLetters.Count);
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }

    private (Worker Worker, List<int> Heard) Subscriber(Channel channel)
    {
        var heard = new List<int>();
        var worker = System.Start();
        worker.Listen(Number, e => heard.Add(e.Data));
        Assert.True(channel.Sub(worker));
        return (worker, heard);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SubscribeOneThatNobodyHolds(Channel channel) => channel.Sub(System.Create());

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SubscribeOneThatRuns(Channel channel, TaskCompletionSource<int> heard)
    {
        var worker = System.Start();
        worker.Listen(Number, e => heard.SetResult(e.Data));
        channel.Sub(worker);
    }
}
