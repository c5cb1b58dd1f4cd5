using System.Text;
using Actors.Application.Hub;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Actors.Application.Tests.Hub;

public sealed class LimitsTests : HubTests
{
    public override Task InitializeAsync() =>
        StartHub(("Hub:MaxConnections", "3"), ("Hub:MaxQueueBytes", "1048576"), ("Hub:FlushTimeout", "00:01:00"));

    [Fact]
    public async Task Connect_OneTooMany_IsRefusedWithTheReason()
    {
        for (var i = 0; i < 3; i++) Assert.Equal("PONG", await (await Connect()).Ask("PING"));

        var refused = await Connect();

        Assert.Equal(["ERR too many connections: the limit is 3"], await refused.ReadToEnd());
    }

    [Fact]
    public async Task Connect_AfterOneHasLeft_IsAccepted()
    {
        var clients = new[] { await Connect(), await Connect(), await Connect() };
        foreach (var client in clients) Assert.Equal("PONG", await client.Ask("PING"));
        await clients[0].Send("QUIT\n");
        Assert.Equal(["OK"], await clients[0].ReadToEnd());

        Assert.Equal("PONG", await (await Connect()).Ask("PING"));
    }

    [Fact]
    public async Task Subscriber_ThatReadsNothing_IsToldAndClosedAndDelaysNobody()
    {
        const int rounds = 64;
        const int linesARound = 256;
        var slow = await Subscribe("a", receiveBuffer: 4096);
        var quick = await Subscribe("a");
        var publisher = await Connect();
        var text = new string('x', 1000);

        // The quick one has read each round before the next: 16 MB pass, of which the slow one takes what its socket holds.
        for (var round = 0; round < rounds; round++)
        {
            var lines = new StringBuilder();
            for (var i = 0; i < linesARound; i++) lines.Append($"PUB a {round}.{i} {text}\n");
            await publisher.Send(lines.ToString());
            await publisher.Read(linesARound);
            var got = await quick.Read(linesARound);
            Assert.Equal($"MSG a {round}.0 {text}", got[0]);
            Assert.Equal($"MSG a {round}.{linesARound - 1} {text}", got[^1]);
        }

        var seen = await slow.ReadToEnd();

        Assert.Equal("ERR too slow: more than 1048576 bytes waited to be read", seen[^1]);
        Assert.Equal($"MSG a 0.0 {text}", seen[0]);
        Assert.All(seen.SkipLast(1), line => Assert.EndsWith(text, line, StringComparison.Ordinal));
        Assert.Equal("PONG", await quick.Ask("PING"));
    }

    [Fact]
    public void Validate_WrongSettings_NamesThemAll()
    {
        var result = new HubOptionsValidator().Validate(null, new HubOptions
        {
            Address = "here",
            Port = 70_000,
            MaxConnections = 0,
            MaxConnectionsPerAddress = 0,
            Backlog = 0,
            IdleTimeout = TimeSpan.FromMilliseconds(1),
            KeepAliveTime = TimeSpan.FromDays(1),
            KeepAliveInterval = TimeSpan.Zero,
            KeepAliveRetries = 128,
            MaxLineBytes = 1,
            MaxQueueBytes = 1,
            FlushTimeout = TimeSpan.Zero,
            UnixSocket = "/".PadRight(200, 'x'),
            Tls = new() { HandshakeTimeout = TimeSpan.Zero },
        });

        Assert.Collection(
            result.Failures!,
            static failure => Assert.StartsWith("Hub:Address is 'here'", failure, StringComparison.Ordinal),
            static failure => Assert.StartsWith("Hub:Port is 70000", failure, StringComparison.Ordinal),
            static failure => Assert.StartsWith("Hub:MaxConnections is 0", failure, StringComparison.Ordinal),
            static failure => Assert.StartsWith("Hub:MaxConnectionsPerAddress is 0", failure, StringComparison.Ordinal),
            static failure => Assert.StartsWith("Hub:Backlog is 0", failure, StringComparison.Ordinal),
            static failure => Assert.StartsWith("Hub:IdleTimeout is 00:00:00.0010000", failure, StringComparison.Ordinal),
            static failure => Assert.StartsWith("Hub:KeepAliveTime is 1.00:00:00", failure, StringComparison.Ordinal),
            static failure => Assert.StartsWith("Hub:KeepAliveInterval is 00:00:00", failure, StringComparison.Ordinal),
            static failure => Assert.StartsWith("Hub:KeepAliveRetries is 128", failure, StringComparison.Ordinal),
            static failure => Assert.StartsWith("Hub:MaxLineBytes is 1", failure, StringComparison.Ordinal),
            static failure => Assert.StartsWith("Hub:MaxQueueBytes is 1", failure, StringComparison.Ordinal),
            static failure => Assert.StartsWith("Hub:FlushTimeout is 00:00:00", failure, StringComparison.Ordinal),
            static failure => Assert.StartsWith("Hub:UnixSocket is '/xxx", failure, StringComparison.Ordinal),
            static failure => Assert.StartsWith("Hub:Tls:HandshakeTimeout is 00:00:00", failure, StringComparison.Ordinal));
    }

    [Fact]
    public void Options_OfTheHost_AreTheSettings() =>
        Assert.Equal(3, Host.Services.GetRequiredService<IOptions<HubOptions>>().Value.MaxConnections);
}
