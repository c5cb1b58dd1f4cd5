using System.Collections.Concurrent;
using System.Text;
using Actors.Application.Hub;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Application.Tests.Hub;

public abstract class ShutdownTests(WorkerEngine engine) : HubTests(engine)
{
    public override Task InitializeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Stop_WhileLinesArePublished_DeliversEachThatWasAnswered()
    {
        const int count = 100_000;
        await StartHub();
        var subscribers = new[] { await Subscribe("0"), await Subscribe("1"), await Subscribe("2") };
        var publishers = new[] { await Connect(), await Connect(), await Connect() };

        var sending = publishers.Select(static (publisher, i) => publisher.Send(Lines(i))).ToArray();
        var first = await Task.WhenAll(publishers.Select(static publisher => publisher.Read(1000)));
        var stop = Host.StopAsync();
        var seen = await Task.WhenAll(subscribers.Select(static subscriber => subscriber.ReadToEnd()));
        var rest = await Task.WhenAll(publishers.Select(static publisher => publisher.ReadToEnd()));
        await stop.WaitAsync(HubClient.Limit);
        await Record.ExceptionAsync(() => Task.WhenAll(sending));

        for (var i = 0; i < publishers.Length; i++)
        {
            var accepted = first[i].Length + rest[i].Count(static answer => answer == "OK");
            Assert.True(seen[i].Count >= accepted, $"{accepted} lines were answered with OK, and {seen[i].Count} came.");
            Assert.Equal(Enumerable.Range(0, seen[i].Count).Select(number => $"MSG {i} {number}"), seen[i]);
        }

        static string Lines(int name)
        {
            var lines = new StringBuilder();
            for (var i = 0; i < count; i++) lines.Append($"PUB {name} {i}\n");
            return lines.ToString();
        }
    }

    [Fact]
    public async Task Stop_WithManyClients_ReadsFromNobodyBeforeAnyConnectionIsToldToStop()
    {
        await StartHub();
        for (var i = 0; i < 10; i++) Assert.Equal("PONG", await (await Connect()).Ask("PING"));
        var clients = Host.Services.GetRequiredService<HubClients>().All;
        var reading = new ConcurrentBag<int>();
        foreach (var client in clients)
        {
            client.Worker.Listen(WorkerEvents.Stop, _ => reading.Add(clients.Count(static client => client.IsReading)));
        }

        await Host.StopAsync();

        Assert.Equal(new int[10], reading);
    }

    [Fact]
    public async Task Stop_WithASubscriberThatReadsNothing_DoesNotWaitForItsQueue()
    {
        await StartHub(("Hub:FlushTimeout", "00:00:00.2"));
        var stuck = await Subscribe("a", receiveBuffer: 4096);
        await Publish(32_000);

        await Host.StopAsync().WaitAsync(HubClient.Limit);

        Assert.True((await stuck.ReadToEnd()).Count < 32_000);
    }

    [Fact]
    public async Task Stop_WithClientsThatAreBehind_TellsEachHowManyLinesAreDropped()
    {
        await StartHub(("Hub:FlushTimeout", "00:01:00"), ("Hub:StopTimeout", "00:00:00.5"));
        var stuck = new[] { await Subscribe("a", receiveBuffer: 4096), await Subscribe("a", receiveBuffer: 4096) };
        await Publish(32_000);

        await Host.StopAsync().WaitAsync(HubClient.Limit);

        foreach (var client in stuck) await AssertTold(client, 32_000);
        Assert.Equal(2, Log.Lines.Count(static line => line.Contains("lines for it, ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Stop_WithAClientThatHasQuitAndIsBehind_TellsItHowManyLinesAreDropped()
    {
        await StartHub(("Hub:FlushTimeout", "00:01:00"), ("Hub:StopTimeout", "00:00:00.5"));
        var stuck = await Subscribe("a", receiveBuffer: 4096);
        await Publish(32_000);
        var connection = Clients.All[0];
        await stuck.Send("QUIT\n");
        await connection.Protocol.ReadingStopped.WaitAsync(HubClient.Limit);

        await Host.StopAsync().WaitAsync(HubClient.Limit);

        await AssertTold(stuck, 32_001);
        Assert.DoesNotContain(Log.Entries, static entry => entry.Error is not null);
    }

    [Fact]
    public async Task Connect_WhileTheHubStops_IsToldSo()
    {
        await StartHub();
        await Places();
        Host.Services.GetRequiredService<HubStop>().Begin();

        Assert.Equal(["ERR the hub stops"], await (await Connect()).ReadToEnd());
        Assert.Empty(Clients.All);
    }

    [Fact]
    public async Task Start_InASystemThatHasStopped_LeavesNobodyInTheList()
    {
        await StartHub();
        var hub = new HubContext(
            Clients,
            Host.Services.GetRequiredService<HubChannels>(),
            Host.Services.GetRequiredService<HubQueues>(),
            Host.Services.GetRequiredService<HubPace>(),
            Host.Services.GetRequiredService<HubStop>(),
            new HubOptions(),
            Log);
        await using var system = new WorkerSystem();
        var connection = new HubConnection(1, hub);
        await system.StopAsync();

        Assert.Throws<ObjectDisposedException>(connection.Start);

        Assert.Empty(Clients.All);
    }

    [Fact]
    public async Task Restart_OfTheHubsWorker_ListensAgain()
    {
        await StartHub();
        var hub = Host.Services.GetRequiredKeyedService<Worker>("hub");
        var before = await Connect();
        Assert.Equal("PONG", await before.Ask("PING"));

        await hub.StopAsync();
        Assert.Null(await before.Read());
        hub.Start();

        Assert.Equal("PONG", await (await Connect()).Ask("PING"));
    }

    /// <summary>What the client has got, and what it is told is dropped, is all that was answered.</summary>
    private static async Task AssertTold(HubClient client, int answered)
    {
        var lines = await client.ReadToEnd();
        Assert.Matches("^ERR closed: [0-9]+ lines are dropped, since ", lines[^1]);
        Assert.Equal(answered, lines.Count - 1 + int.Parse(lines[^1].Split(' ')[2], System.Globalization.CultureInfo.InvariantCulture));
    }

    private async Task Publish(int count)
    {
        var publisher = await Connect();
        var lines = new StringBuilder();
        for (var i = 0; i < count; i++) lines.Append($"PUB a {new string('x', 1000)}\n");
        var sending = publisher.Send(lines.ToString());
        await publisher.Read(count);
        await sending;
    }
}

public sealed class EmbeddedShutdownTests() : ShutdownTests(WorkerEngine.Embedded);

public sealed class AkkaNetShutdownTests() : ShutdownTests(WorkerEngine.AkkaNet);
