using Actors.Application.Hub;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Application.Tests.Hub;

/// <summary>Limits of one address, and of clients that do nothing.</summary>
public sealed class IdleTests : HubTests
{
    public override Task InitializeAsync() => Task.CompletedTask;

    [Fact]
    public async Task IdleTimeout_ClientThatSendsNoLine_IsToldClosedAndCounted()
    {
        await StartHub(("Hub:IdleTimeout", "00:00:01"));
        var client = await Connect();
        Assert.Equal("PONG", await client.Ask("PING"));
        await client.Send("half a line");

        // The last line has no end: that is said when the input ends, which it does not here.
        Assert.Equal(["ERR idle: no line came and none was taken for 00:00:01"], await client.ReadToEnd());
        Assert.Equal(1, Host.Services.GetRequiredService<HubClients>().Counts.Idle);
    }

    [Fact]
    public async Task MaxConnectionsPerAddress_OneTooMany_IsRefusedAndOtherAddressesAreNot()
    {
        await StartHub(("Hub:MaxConnectionsPerAddress", "2"));
        for (var i = 0; i < 2; i++) Assert.Equal("PONG", await (await Connect()).Ask("PING"));

        Assert.Equal(["ERR too many connections from your address: the limit is 2"], await (await Connect()).ReadToEnd());
        if (OperatingSystem.IsMacOS()) return;
        Assert.Equal("PONG", await (await Connect(from: "127.0.0.9")).Ask("PING"));
    }
}
