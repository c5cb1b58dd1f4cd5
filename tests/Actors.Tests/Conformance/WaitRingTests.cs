using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Workers that wait for one another's end go on handling events, and it is said at once.</summary>
public abstract class WaitRingTests : ConformanceTests
{
    private const int RingMessage = 14;

    private IReadOnlyList<string> Rings => [.. Log.Entries.Where(static entry => entry.Id == RingMessage).Select(static entry => entry.Text)];

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    [Trait("Spec", "L9")]
    [Trait("Spec", "O3")]
    public async Task Wait_OfWorkersForOneAnother_IsNamedOnceAndKeepsThemWorking(int count)
    {
        var workers = new Worker[count];
        for (var i = 0; i < count; i++)
        {
            var next = (i + 1) % count;
            workers[i] = System.Create(
                async () =>
                {
                    Listen("PING", e => ((TaskCompletionSource)e.Data!).SetResult());
                    await Wait(workers[next]);
                },
                new() { Name = $"w{i}" });
        }

        foreach (var worker in workers) worker.Start();
        foreach (var worker in workers) await worker.AtWaitPoint();

        var ring = Assert.Single(Rings);
        for (var i = 0; i < count; i++) Assert.Contains($"'/w{i}', which waits for '/w{(i + 1) % count}'", ring + $", which waits for '{FirstOf(ring)}'");
        foreach (var worker in workers)
        {
            var answer = Barriers.Signal();
            worker.Fire("PING", answer);
            await answer.Task.Soon();
        }

        workers[0].Stop();
        foreach (var worker in workers) await worker.Ended();

        static string FirstOf(string ring) => ring[(ring.IndexOf('/', StringComparison.Ordinal))..].Split('\'')[0];
    }

    [Fact]
    [Trait("Spec", "C4")]
    public async Task Wait_OfACleanUpForItsParent_IsNamed()
    {
        var child = Barriers.Signal<Worker>();
        var cleansUp = Barriers.Signal();
        var parent = System.Start(
            async () =>
            {
                var me = Current;
                child.SetResult(Start(
                    async () =>
                    {
                        try
                        {
                            await WaitForever();
                        }
                        finally
                        {
                            cleansUp.SetResult();
                            await Wait(me);
                        }
                    },
                    new() { Name = "child" }));
                await WaitForever();
            },
            new() { Name = "parent" });
        var waiting = await child.Task.Soon();
        await waiting.AtWaitPoint();
        parent.Stop();
        await cleansUp.Task.Soon();
        await waiting.AtWaitPoint();

        Assert.Contains("'/parent/child', which waits for '/parent', which waits for '/parent/child'", Assert.Single(Rings));
        waiting.Stop();
        await parent.Ended();
    }

    [Fact]
    [Trait("Spec", "L9")]
    [Trait("Spec", "O3")]
    public async Task Wait_InARowOrWithATimeout_IsNothingToNameOf()
    {
        var last = System.Start();
        var first = System.Start(() => Wait(last).AsTask());
        await first.AtWaitPoint();
        var a = System.Create(async () => await WaitEvent("GO"));
        var b = System.Start(async () => await Wait(a, TimeSpan.FromHours(1)));
        a.Start();
        var c = System.Start(async () => await Wait(b));
        await c.AtWaitPoint();
        a.Fire("GO");
        await c.Ended();
        last.Stop();
        await first.Ended();

        Assert.Empty(Rings);
    }

    [Fact]
    [Trait("Spec", "L9")]
    [Trait("Spec", "O3")]
    public async Task Wait_OfTwoAtTheSameMoment_IsNamedOnce()
    {
        for (var round = 0; round < 200; round++)
        {
            Worker[] pair = [null!, null!];
            for (var i = 0; i < 2; i++)
            {
                var other = 1 - i;
                pair[i] = System.Create(async () => await Wait(pair[other]));
            }

            foreach (var worker in pair) worker.Start();
            foreach (var worker in pair) await worker.AtWaitPoint();
            Assert.Equal(round + 1, Rings.Count);
            pair[0].Stop();
            foreach (var worker in pair) await worker.Ended();
        }
    }
}
