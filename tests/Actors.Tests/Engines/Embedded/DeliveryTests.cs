using System.Runtime.CompilerServices;
using Actors.Tests.Conformance;
using static Actors.CurrentWorker;

namespace Actors.Tests.Engines.Embedded;

/// <summary>What publishing to many costs on the embedded engine.</summary>
public sealed class DeliveryTests
{
    private const int Subscribers = 1000;

    [Fact]
    public async Task Pub_AfterAllHaveHandledTheOneBefore_AllocatesNothingForEachSubscriber()
    {
        await using var system = new WorkerSystem(new() { Engine = WorkerEngine.Embedded });
        var channel = new Channel(system: system);
        var handled = new CountdownEvent(Subscribers);
        var workers = Enumerable.Range(0, Subscribers).Select(_ => system.Start(async () =>
        {
            Listen("NEWS", _ => handled.Signal());
            await WaitForever();
        })).ToList();
        foreach (var worker in workers)
        {
            channel.Sub(worker);
            await worker.AtWaitPoint();
        }

        // The first two make the deliveries; the thread pool's queue may grow in any of them, but not in each.
        var least = long.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            handled.Reset();
            var allocated = await Barriers.OnPlainThread(() =>
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                Assert.Equal(Subscribers, channel.Pub("NEWS"));
                return GC.GetAllocatedBytesForCurrentThread() - before;
            });
            Assert.True(await Barriers.OnPlainThread(() => handled.Wait(TimeSpan.FromSeconds(30))));
            least = Math.Min(least, allocated);
        }

        // The event, and nothing that grows with the subscribers.
        Assert.InRange(least, 1, Subscribers);
    }

    [Fact]
    public async Task Pub_HandledByAll_KeepsNoEventAlive()
    {
        await using var system = new WorkerSystem(new() { Engine = WorkerEngine.Embedded });
        var channel = new Channel(system: system);
        var worker = system.Start(async () => await WaitForever());
        channel.Sub(worker);

        var data = Publish(channel);
        await worker.AtWaitPoint();
        await worker.AtWaitPoint();
        GC.Collect();

        Assert.False(data.TryGetTarget(out _));
        GC.KeepAlive(worker);
    }

    // Its locals must not keep the data alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference<object> Publish(Channel channel)
    {
        var data = new object();
        channel.Pub("NEWS", data);
        return new WeakReference<object>(data);
    }
}
