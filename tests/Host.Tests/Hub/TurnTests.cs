using System.Collections.Concurrent;
using System.Text;
using Actors.Application.Hub;

namespace Actors.Application.Tests.Hub;

/// <summary>What one client may do before others have their turn.</summary>
public abstract class TurnTests(WorkerEngine engine) : HubTests(engine)
{
    public override Task InitializeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("Hub:MaxDeliveriesPerTurn", "10", 12)]
    [InlineData("Hub:MaxBytesPerTurn", "1000", 67)]
    public async Task Lines_ThatCameTogether_AreRunInTurnsOfLimitedWork(string setting, string limit, int most)
    {
        const int count = 2000;
        await StartHub((setting, limit));
        var subscribers = new[] { await Subscribe("a"), await Subscribe("b") };
        var publisher = await Connect();
        Assert.Equal("PONG", await publisher.Ask("PING"));
        var turns = new ConcurrentQueue<int>();
        Clients.All[2].Worker.Listen(HubEvents.Reply, e => turns.Enqueue(e.Data.Length / 3));

        // Each line is a batch of its own, for one subscriber.
        await publisher.Send(string.Concat(Enumerable.Range(0, count).Select(static i => $"PUB {(i % 2 == 0 ? 'a' : 'b')} {i:D8}\n")));

        Assert.All(await publisher.Read(count), static answer => Assert.Equal("OK", answer));
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(
                Enumerable.Range(0, count / 2).Select(number => $"MSG {"ab"[i]} {(2 * number) + i:D8}"), await subscribers[i].Read(count / 2));
        }

        Assert.Equal(count, turns.Sum());
        Assert.InRange(turns.Max(), 1, most);
    }

    [Fact]
    public async Task Lines_OfAllKindsInManyTurns_AreAnsweredInOrder()
    {
        await StartHub(("Hub:MaxDeliveriesPerTurn", "1"), ("Hub:MaxLineBytes", "256"));
        var client = await Subscribe("a");
        var lines = new StringBuilder();
        for (var i = 0; i < 100; i++) lines.Append($"PUB a {i}\nPING\n{new string('x', 300)}\nUNSUB b\n");

        await client.Send(lines + "QUIT\nPING\n");

        var answers = (await client.ReadToEnd()).Where(static line => !line.StartsWith("MSG", StringComparison.Ordinal));
        Assert.Equal(
            Enumerable.Repeat("OK|PONG|ERR the line is too long: the limit is 256 bytes|ERR not subscribed to b", 100)
                .SelectMany(static answers => answers.Split('|')).Append("OK"),
            answers);
    }

    [Fact]
    public async Task EndOfInput_BehindLinesOfManyTurns_ComesAfterThem()
    {
        await StartHub(("Hub:MaxDeliveriesPerTurn", "1"));
        var client = await Subscribe("a");
        await client.Send(string.Concat(Enumerable.Range(0, 100).Select(static i => $"PUB a {i}\nPUB b {i}\n")) + "cut sho");

        client.EndInput();

        var lines = await client.ReadToEnd();
        Assert.Equal(200, lines.Count(static line => line == "OK"));
        Assert.Equal("ERR the last line has no end: it was not run", lines[^1]);
    }

    [Fact]
    public async Task Queue_OfAClientThatTakesAll_IsSentInTurnsOfLimitedWork()
    {
        const int pieces = 8;
        const int size = 10_000;
        await StartHub(("Hub:MaxBytesPerTurn", "1"));
        var client = await Connect();
        Assert.Equal("PONG", await client.Ask("PING"));
        var connection = Clients.All[0];
        var behindTheFirstFlush = new TaskCompletionSource<long>();
        using var standing = new ManualResetEventSlim();
        connection.Worker.Later(standing.Wait);
        for (var i = 0; i < pieces; i++) connection.Worker.Fire(HubEvents.Reply, Encoding.ASCII.GetBytes(new string('x', size - 1) + "\n"));
        connection.Worker.Later(() => connection.Worker.Later(() => behindTheFirstFlush.SetResult(connection.QueuedBytes)));

        standing.Set();

        Assert.Equal((pieces - 1) * size, await behindTheFirstFlush.Task.WaitAsync(HubClient.Limit));
        Assert.All(await client.Read(pieces), static line => Assert.Equal(size - 1, line.Length));
    }

    [Fact]
    public async Task Publisher_ThatCausesMoreDeliveriesThanTheRate_IsHeldBackAndLosesNothing()
    {
        const int count = 3000;
        await StartHub(("Hub:MaxDeliveriesPerSecond", "1000"));
        var subscriber = await Subscribe("a");
        var publisher = await Connect();

        await publisher.Send(string.Concat(Enumerable.Range(0, count).Select(static i => $"PUB a {i}\n")));

        Assert.All(await publisher.Read(count), static answer => Assert.Equal("OK", answer));
        Assert.Equal(Enumerable.Range(0, count).Select(static i => $"MSG a {i}"), await subscriber.Read(count));
    }
}

public sealed class EmbeddedTurnTests() : TurnTests(WorkerEngine.Embedded);

public sealed class AkkaNetTurnTests() : TurnTests(WorkerEngine.AkkaNet);
