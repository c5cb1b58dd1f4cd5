using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Actors.Application.Chat;
using Actors.Application.CommandLine;
using Actors.Application.Tests.Hub;
using Actors.TestKit;

namespace Actors.Application.Tests.Chat;

public sealed class ChatConnectionTests : HubTests
{
    private readonly Channel<string> _said = System.Threading.Channels.Channel.CreateUnbounded<string>();

    [Fact]
    public async Task Connection_OfTwoChats_CarriesWhatTheySay()
    {
        await using var system = new WorkerSystem();
        var place = Place((await Places()).Tcp);
        var connection = Connect(system, place);
        Assert.Equal($"connected Connected to {place}.", await Next());
        connection.Fire(ChatEvents.Send, "SUB lobby");
        Assert.Equal("line OK", await Next());
        var other = await Subscribe("lobby");

        connection.Fire(ChatEvents.Send, "PUB lobby ann: grüße");
        Assert.Equal("MSG lobby ann: grüße", await other.Read());
        Assert.Equal("line MSG lobby ann: grüße, line OK", string.Join(", ", new[] { await Next(), await Next() }.Order(StringComparer.Ordinal)));
        await other.Send("PUB lobby " + new string('x', 20_000) + "\n");
        Assert.Equal("line MSG lobby " + new string('x', 20_000), await Next());
    }

    [Fact]
    public async Task Connection_WhoseHubStopsAndComesBack_SaysSoAndIsThereAgain()
    {
        await using var system = new WorkerSystem();
        var place = Place((await Places()).Tcp);
        var connection = Connect(system, place);
        Assert.StartsWith("connected", await Next(), StringComparison.Ordinal);

        await Host.StopAsync();
        Host.Dispose();
        Assert.Equal($"lost No connection to {place}: the hub has closed the connection. Trying again in 0.5 s.", await Next());
        connection.Fire(ChatEvents.Send, "PING");
        await StartHub(("Hub:Port", place.Port.ToString(global::System.Globalization.CultureInfo.InvariantCulture)));
        var said = await Next();
        while (said.StartsWith("lost", StringComparison.Ordinal)) said = await Next();

        Assert.StartsWith("connected", said, StringComparison.Ordinal);
        connection.Fire(ChatEvents.Send, "PING");
        Assert.Equal("line PONG", await Next());
    }

    [Fact]
    public async Task Connection_ToNobody_SaysWhyAndEndsWhenItIsStopped()
    {
        await using var system = new WorkerSystem();
        var connection = Connect(system, new HostAndPort("127.0.0.1", 1));

        Assert.StartsWith("lost No connection to 127.0.0.1:1: ", await Next(), StringComparison.Ordinal);
        Assert.Equal(WorkerState.Stopped, (await connection.StopAsync().WaitAsync(HubClient.Limit)).State);
    }

    [Fact]
    public async Task Connection_ToASilentHub_AsksItAndGivesItUp()
    {
        var time = new VirtualTime(ClockMode.Manual);
        await using var system = new WorkerSystem(new() { TimeProvider = time });
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var place = Place((IPEndPoint)silent.LocalEndpoint);
        Connect(system, place);
        using var accepted = await silent.AcceptTcpClientAsync().WaitAsync(HubClient.Limit);
        using var asked = new StreamReader(accepted.GetStream());
        Assert.StartsWith("connected", await Next(), StringComparison.Ordinal);

        time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal("PING", await asked.ReadLineAsync().WaitAsync(HubClient.Limit));
        await accepted.Client.SendAsync(Encoding.UTF8.GetBytes("PONG\n"));
        Assert.Equal("line PONG", await Next());
        time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal("PING", await asked.ReadLineAsync().WaitAsync(HubClient.Limit));
        time.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal($"lost No connection to {place}: the hub is silent. Trying again in 0.5 s.", await Next());
        Assert.Null(await asked.ReadLineAsync().WaitAsync(HubClient.Limit));
    }

    [Fact]
    public async Task Connection_WhoseHubSendsALineWithoutEnd_IsGivenUp()
    {
        await using var system = new WorkerSystem();
        using var endless = new TcpListener(IPAddress.Loopback, 0);
        endless.Start();
        var place = Place((IPEndPoint)endless.LocalEndpoint);
        Connect(system, place);
        using var accepted = await endless.AcceptTcpClientAsync().WaitAsync(HubClient.Limit);
        Assert.StartsWith("connected", await Next(), StringComparison.Ordinal);

        await accepted.Client.SendAsync(new byte[1024 * 1024 + 2]).WaitAsync(HubClient.Limit);

        Assert.Equal($"lost No connection to {place}: the hub has sent a line that does not end. Trying again in 0.5 s.", await Next());
    }

    [Fact]
    public async Task Connection_UnderAFlood_KeepsTheNewestLinesAndCountsTheOthers()
    {
        const int count = 20_000;
        await using var system = new WorkerSystem();
        using var flood = new TcpListener(IPAddress.Loopback, 0);
        flood.Start();
        var busy = new TaskCompletionSource();
        var taken = new TaskCompletionSource<(IReadOnlyList<string> Lines, long Dropped)>();
        var screen = system.Start();
        screen.Listen(ChatEvents.Connected, async _ => await busy.Task);
        screen.Listen(ChatEvents.Lines, e => taken.TrySetResult((e.Data.Take(out var dropped), dropped)));
        system.Start(new ChatConnection(Place((IPEndPoint)flood.LocalEndpoint), screen).RunAsync);

        // That it comes again shows that it has read all that the first connection had.
        using (var accepted = await flood.AcceptTcpClientAsync().WaitAsync(HubClient.Limit))
        {
            await accepted.GetStream().WriteAsync(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, count).Select(static i => $"MSG a {i}\n")))).AsTask().WaitAsync(HubClient.Limit);
        }

        using var again = await flood.AcceptTcpClientAsync().WaitAsync(HubClient.Limit);
        busy.SetResult();

        var (lines, dropped) = await taken.Task.WaitAsync(HubClient.Limit);
        Assert.Equal(ChatInbox.MaxLines, lines.Count);
        Assert.Equal($"MSG a {count - 1}", lines[^1]);
        Assert.Equal(count - ChatInbox.MaxLines, dropped);
    }

    private static HostAndPort Place(IPEndPoint endPoint) => new(endPoint.Address.ToString(), endPoint.Port);

    private Worker Connect(WorkerSystem system, HostAndPort place)
    {
        var screen = system.Start();
        screen.Listen(ChatEvents.Connected, e => _said.Writer.TryWrite("connected " + e.Data));
        screen.Listen(ChatEvents.Lost, e => _said.Writer.TryWrite("lost " + e.Data));
        screen.Listen(ChatEvents.Lines, e =>
        {
            foreach (var line in e.Data.Take(out _)) _said.Writer.TryWrite("line " + line);
        });
        return system.Start(new ChatConnection(place, screen).RunAsync);
    }

    private Task<string> Next() => _said.Reader.ReadAsync().AsTask().WaitAsync(HubClient.Limit);
}
