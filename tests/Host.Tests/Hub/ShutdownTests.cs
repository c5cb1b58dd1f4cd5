using System.Collections.Concurrent;
using System.Text;
using Actors.Application.Hub;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Application.Tests.Hub;

public sealed class ShutdownTests : HubTests
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
        var publisher = await Connect();
        var lines = new StringBuilder();
        for (var i = 0; i < 32_000; i++) lines.Append($"PUB a {new string('x', 1000)}\n");
        var sending = publisher.Send(lines.ToString());
        await publisher.Read(32_000);
        await sending;

        await Host.StopAsync().WaitAsync(HubClient.Limit);

        Assert.True((await stuck.ReadToEnd()).Count < 32_000);
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
}
