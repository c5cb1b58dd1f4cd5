using System.Globalization;
using System.Runtime.CompilerServices;
using Actors.Application.Hub;

namespace Actors.Application.Tests.Hub;

/// <summary>WHO, and the answers of commands that fail.</summary>
public abstract class WhoTests(WorkerEngine engine) : HubTests(engine)
{
    public override Task InitializeAsync() => StartHub(("Hub:MaxLineBytes", "256"), ("Hub:MaxSubscriptions", "30"), ("Hub:MaxQueueBytes", "1048576"));

    [Fact]
    public async Task Who_MoreClientsThanFitALine_ComesInPages()
    {
        var clients = new List<HubClient>();
        for (var i = 0; i < 20; i++) clients.Add(await Subscribe("news"));

        var pages = await Pages(clients[0]);

        Assert.InRange(pages.Count, 3, 10);
        Assert.All(pages, static page => Assert.StartsWith("WHO 20 client-", page, StringComparison.Ordinal));
        Assert.All(pages, static page => Assert.InRange(page.Length, 1, 256));
        Assert.Equal(
            clients.Select(static (client, i) => $"client-{i + 1}@{client.Address}=news"),
            pages.SelectMany(static page => page.Split(" more: ")[0].Split(' ')[2..]));
    }

    [Fact]
    public async Task Who_ClientThatHasLeft_IsStillAPlaceToGoOnFrom()
    {
        var first = await Subscribe("a");
        var second = await Subscribe("b");
        await first.Send("QUIT\n");
        await first.ReadToEnd();

        Assert.Equal($"WHO 1 client-2@{second.Address}=b", await second.Ask("WHO client-1"));
        Assert.Equal("WHO 1", await second.Ask("WHO client-2"));
    }

    [Fact]
    public async Task Who_ClientWithMoreChannelsThanFitALine_CountsTheOthers()
    {
        var client = await Connect();
        for (var i = 0; i < 30; i++) Assert.Equal("OK", await client.Ask($"SUB channel.{i:D2}"));

        var page = await client.Ask("WHO");

        Assert.InRange(page!.Length, 150, 256);
        Assert.StartsWith($"WHO 1 client-1@{client.Address}=channel.00,channel.01,", page, StringComparison.Ordinal);
        var listed = page.Split('=')[1].Split(',');
        Assert.Equal($"+{30 - (listed.Length - 1)}", listed[^1]);
    }

    [Fact]
    public async Task Sub_OneTooMany_IsRefusedWithTheLimit()
    {
        var client = await Connect();
        for (var i = 0; i < 30; i++) Assert.Equal("OK", await client.Ask($"SUB {i}"));

        Assert.Equal("ERR too many subscriptions: the limit is 30", await client.Ask("SUB another"));
        Assert.Equal("OK", await client.Ask("SUB 0"));
        Assert.Equal("OK", await client.Ask("UNSUB 0"));
        Assert.Equal("OK", await client.Ask("SUB another"));
    }

    [Fact]
    public async Task Command_ThatTheHubFailsAt_IsAnsweredInItsPlace()
    {
        var client = await Connect();
        await client.Ask("PING");
        Clients.Add(Broken());

        await client.Send("SUB a\nWHO\nPING\nUNSUB b\n");

        Assert.Equal(
            ["OK", "ERR the hub failed at this command, and its log says why", "PONG", "ERR not subscribed to b"], await client.Read(4));
        Assert.Contains(Log.Entries, static entry => entry.Error is NullReferenceException && entry.Text.Contains("client-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Commands_OfAClientThatWasClosed_AreNotRun()
    {
        var client = await Connect();
        await client.Ask("PING");
        var connection = Assert.Single(Clients.All);
        Clients.Add(Broken());
        using var standing = new ManualResetEventSlim();
        connection.Worker.Later(standing.Wait);

        connection.Worker.Fire(HubEvents.Reply, new byte[2 * 1024 * 1024]);
        connection.Worker.Fire(HubEvents.Who, 0);
        standing.Set();

        Assert.StartsWith("ERR too slow", Assert.Single(await client.ReadToEnd()), StringComparison.Ordinal);
        await connection.Worker.Completion.WaitAsync(HubClient.Limit);
        Assert.DoesNotContain(Log.Entries, static entry => entry.Error is not null);
    }

    private static async Task<List<string>> Pages(HubClient client)
    {
        var pages = new List<string>();
        for (var next = "WHO"; next.Length > 0;)
        {
            var page = await client.Ask(next);
            pages.Add(page!);
            var parts = page!.Split(" more: ");
            next = parts.Length == 2 ? parts[1] : "";
            Assert.True(pages.Count < 100, string.Create(CultureInfo.InvariantCulture, $"{pages.Count} pages"));
        }

        return pages;
    }

    /// <summary>A client that cannot be described: WHO throws.</summary>
    private static HubConnection Broken()
    {
        var broken = (HubConnection)RuntimeHelpers.GetUninitializedObject(typeof(HubConnection));
        IdOf(broken) = 1000;
        return broken;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<Id>k__BackingField")]
    private static extern ref int IdOf(HubConnection client);
}

public sealed class EmbeddedWhoTests() : WhoTests(WorkerEngine.Embedded);

public sealed class AkkaNetWhoTests() : WhoTests(WorkerEngine.AkkaNet);
