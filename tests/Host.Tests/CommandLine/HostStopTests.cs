using System.Net;
using System.Net.Sockets;
using Actors.Application.Tests.Hub;

namespace Actors.Application.Tests.CommandLine;

/// <summary>SIGTERM beside clients of all kinds.</summary>
public sealed class HostStopTests
{
    private const int Lines = 2000;

    [Theory]
    [InlineData(WorkerEngine.Embedded, 1)]
    [InlineData(WorkerEngine.Embedded, 3)]
    [InlineData(WorkerEngine.AkkaNet, 1)]
    [InlineData(WorkerEngine.AkkaNet, 3)]
    public async Task Sigterm_BesideClientsThatTrickleComeAndGoOrHang_TellsThemAndEndsWithExitCodeZero(WorkerEngine engine, int clients)
    {
        using var host = new HostProcess(
            "--listen", "127.0.0.1:0",
            "--set", $"Workers:Engine={engine}",
            "--set", "Hub:StopTimeout=00:00:02");
        var place = IPEndPoint.Parse(await host.ListeningAsync());
        var hanging = new List<HubClient>();
        for (var i = 0; i < clients; i++) hanging.Add(await Subscribe(place));
        using var slow = await Subscribe(place);
        using var publisher = new HubClient(null);
        await publisher.ConnectAsync(place);
        await publisher.Send(string.Concat(Enumerable.Repeat($"PUB t {new string('x', 8000)}\n", Lines)));
        Assert.All(await publisher.Read(Lines), static answer => Assert.Equal("OK", answer));
        var reading = ReadSlowly(slow);
        var coming = Enumerable.Range(0, clients).Select(_ => Task.Run(() => ComeAndGo(place))).ToArray();

        await host.TerminateAsync();
        var (exitCode, output) = await host.ExitAsync();
        slow.Dispose();

        Assert.Equal(0, exitCode);
        Assert.DoesNotContain(" EROR ", output, StringComparison.Ordinal);
        Assert.DoesNotContain(" FATL ", output, StringComparison.Ordinal);
        await Task.WhenAll([.. coming, reading]).WaitAsync(HubClient.Limit);
        foreach (var client in hanging)
        {
            var got = await client.ReadToEnd();
            Assert.StartsWith("ERR closed: ", got[^1], StringComparison.Ordinal);
            Assert.Equal($"{Lines - (got.Count - 1)}", got[^1].Split(' ')[2]);
            client.Dispose();
        }
    }

    private static async Task<HubClient> Subscribe(IPEndPoint place)
    {
        var client = new HubClient(receiveBuffer: 4096);
        await client.ConnectAsync(place);
        Assert.Equal("OK", await client.Ask("SUB t"));
        return client;
    }

    /// <summary>A byte at a time: slower than the hub, and never still.</summary>
    private static async Task ReadSlowly(HubClient client)
    {
        try
        {
            while (await client.ReadByte())
            {
            }
        }
        catch (Exception error) when (error is IOException or InvalidOperationException)
        {
            // The host has ended, and this one had not taken all.
        }
    }

    /// <summary>Until nobody listens any more.</summary>
    private static async Task ComeAndGo(IPEndPoint place)
    {
        try
        {
            while (true)
            {
                using var client = new TcpClient();
                await client.ConnectAsync(place);
                await client.GetStream().WriteAsync("SUB t\nPUB u text\nWHO\nQUIT\n"u8.ToArray());
            }
        }
        catch (Exception error) when (error is SocketException or IOException)
        {
            // The host has ended.
        }
    }
}
