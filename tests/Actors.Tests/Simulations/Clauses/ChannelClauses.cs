using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Clauses;

/// <summary>Channels, in every order (spec A3).</summary>
[Trait("Spec", "X3")]
[Trait("Spec", "A3")]
public sealed class ChannelClauses
{
    private const int Each = 4;

    [Fact]
    public void Pub_OfTwo_ReachesEachSubscriberOnceInOrder() => Clause.Holds(static async _ =>
    {
        var channel = new Channel();
        var heard = new List<(string, int)>[3];
        for (var i = 0; i < heard.Length; i++)
        {
            var list = heard[i] = [];
            Start(async () =>
            {
                Listen("E", e => list.Add(((string, int))e.Data!));
                await CurrentWorker.Update();
                channel.Sub();
                await WaitForever();
            });
        }

        foreach (var name in Clause.TwoNames) Start(() => Publish(channel, name));
        await Sleep(Clause.Second);
        foreach (var list in heard)
        {
            foreach (var name in Clause.TwoNames)
            {
                // From where it subscribed on, all of it.
                var numbers = list.Where(item => item.Item1 == name).Select(static item => item.Item2).ToArray();
                Assert.Equal(Enumerable.Range(Each - numbers.Length, numbers.Length), numbers);
            }
        }
    });

    [Fact]
    public void Unsub_WhileOnePublishes_EndsItAtOnce() => Clause.Holds(static async simulation =>
    {
        var channel = new Channel();
        var (heard, handed) = (new List<int>(), 0);
        var reader = Start(async () =>
        {
            channel.Sub();
            Listen("E", e => heard.Add(((string, int))e.Data! is var (_, n) ? n : -1));
            for (var n = simulation.Choose(6); n > 0; n--) await CurrentWorker.Update();
            channel.Unsub();
            await WaitForever();
        });
        Start(async () =>
        {
            for (var n = 0; n < Each; n++)
            {
                handed += channel.Pub("E", ("a", n));
                await CurrentWorker.Update();
            }
        });
        await Sleep(Clause.Second);
        Assert.Equal(handed, heard.Count);
        Assert.Equal(heard.Order(), heard);
        Assert.Equal(0, channel.Count);
        Assert.True(reader.IsRunning);
    });

    [Fact]
    public void Pub_ToOneThatRestarts_TroublesNobody() => Clause.Holds(static async simulation =>
    {
        var channel = new Channel();
        var (runs, heard, handed) = (0, 0, 0);
        var reader = Start(async () =>
        {
            runs++;
            await WaitForever();
        });
        reader.Listen("E", _ => heard++);
        channel.Sub(reader);
        var publisher = Start(async () =>
        {
            for (var n = 0; n < 10; n++)
            {
                handed += channel.Pub("E");
                await CurrentWorker.Update();
            }
        });
        await reader.RestartAsync();
        await Wait(publisher);
        await Sleep(Clause.Second);
        Assert.Equal((2, handed), (runs, heard));
        Assert.Equal(0, simulation.System.DeadLetters.Count);
        Assert.Equal(1, channel.Count);
    });

    private static async Task Publish(Channel channel, string name)
    {
        for (var n = 0; n < Each; n++)
        {
            channel.Pub("E", (name, n));
            await CurrentWorker.Update();
        }
    }
}
