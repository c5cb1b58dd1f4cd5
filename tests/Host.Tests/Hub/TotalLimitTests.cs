using System.Text;
using Actors.Application.Hub;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Application.Tests.Hub;

/// <summary>The limit of all queues together.</summary>
public abstract class TotalLimitTests(WorkerEngine engine) : HubTests(engine)
{
    private const int LineLength = 16_000;

    public override Task InitializeAsync() => StartHub(("Hub:MaxQueuedBytesTotal", "16777216"), ("Hub:FlushTimeout", "00:01:00"));

    [Fact]
    public async Task Subscribers_WhoseQueuesTogetherAreTooMuch_TheFullestIsToldAndClosed()
    {
        const string reason = "too slow: more than 16777216 bytes waited for all clients together, most of them for this one";
        var fullest = await Subscribe("a", receiveBuffer: 4096);
        var other = await Subscribe("b", receiveBuffer: 4096);
        var publisher = await Connect();

        await Publish(publisher, "a", 900);
        await Publish(publisher, "b", 750);

        Assert.Equal($"ERR {reason}", (await fullest.ReadToEnd())[^1]);
        Assert.All(await other.Read(750), static line => Assert.StartsWith("MSG b x", line, StringComparison.Ordinal));
        Assert.Equal("PONG", await other.Ask("PING"));
        var queues = Host.Services.GetRequiredService<HubQueues>();
        Assert.Equal((1, 0), (queues.Closed, queues.Bytes));
        Assert.Single(Log.Lines, static line => line.Contains("client-1", StringComparison.Ordinal) && line.Contains("more than 16777216 bytes", StringComparison.Ordinal));
    }

    private static async Task Publish(HubClient publisher, string name, int count)
    {
        var lines = new StringBuilder();
        for (var i = 0; i < count; i++) lines.Append("PUB ").Append(name).Append(' ').Append('x', LineLength).Append('\n');
        var sending = publisher.Send(lines.ToString());
        await publisher.Read(count);
        await sending;
    }
}

public sealed class EmbeddedTotalLimitTests() : TotalLimitTests(WorkerEngine.Embedded);

public sealed class AkkaNetTotalLimitTests() : TotalLimitTests(WorkerEngine.AkkaNet);
