using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Actors.Tests.Conformance;
using Actors.Tests.Transports.Tls;

namespace Actors.Tests.Transports;

/// <summary>Spec T3: nothing leaks, however connections end.</summary>
/// <remarks>Some hundred rounds; ACTORS_ROUNDS asks for more.</remarks>
[Collection(nameof(AloneCollection))]
public sealed class StreamLeakTests : TransportTests
{
    private static int Rounds =>
        int.TryParse(Environment.GetEnvironmentVariable("ACTORS_ROUNDS"), CultureInfo.InvariantCulture, out var rounds) ? rounds : 200;

    [Theory]
    [InlineData("close")]
    [InlineData("abort")]
    [InlineData("reset")]
    [InlineData("half-close")]
    [InlineData("callback throws")]
    [InlineData("worker ends")]
    [InlineData("TLS close")]
    [InlineData("TLS failure")]
    [Trait("Spec", "T3")]
    [Trait("Transports", "41")]
    public async Task Connections_ComeAndGo_LeaveNothing(string how)
    {
        var worker = System.Start();
        var isTls = how.StartsWith("TLS", StringComparison.Ordinal);
        var served = new Queue<RecordingProtocol>();
        var server = await worker.Loop.CreateServer(
            () =>
            {
                var protocol = new RecordingProtocol { OnData = (_, _) => { if (how == "callback throws") throw new InvalidDataException("made to fail"); } };
                lock (served) served.Enqueue(protocol);
                return protocol;
            },
            new IPEndPoint(IPAddress.Loopback, 0),
            new ServerOptions { Tls = isTls ? TestCertificate.Server : null });

        // The first rounds make what stays: threads, pools, caches.
        for (var i = 0; i < 20; i++) await Round(server, how);
        var (handles, threads, memory) = (Handles(), Threads(), Memory());
        for (var i = 0; i < Rounds; i++) await Round(server, how);

        var ended = server.WaitClosedAsync().AsTask();
        server.Close();
        await ended.Soon();
        Assert.All(served, static protocol => Assert.True(protocol.IsLost));
        Assert.All(served, static protocol => Assert.Null(protocol.Offence));
        served.Clear();
        Log.Clear();

        // No other test runs meanwhile; the runtime itself opens some.
        Assert.InRange(Handles() - handles, int.MinValue, 20);
        Assert.InRange(Threads() - threads, int.MinValue, 20);
        Assert.InRange(Memory() - memory, long.MinValue, (8 << 20) + (Rounds * 1024L));
    }

    private static int Handles() => OperatingSystem.IsLinux() ? Directory.GetFileSystemEntries("/proc/self/fd").Length : Process.GetCurrentProcess().HandleCount;

    private static int Threads()
    {
        using var process = Process.GetCurrentProcess();
        return process.Threads.Count;
    }

    private static long Memory() => GC.GetTotalMemory(forceFullCollection: true);

    private async Task Round(TransportServer server, string how)
    {
        var client = System.Start();
        var options = new ConnectionOptions { Tls = how == "TLS failure" ? new() { TargetHost = "localhost" } : how.StartsWith("TLS", StringComparison.Ordinal) ? TestCertificate.Client : null };
        try
        {
            var (transport, protocol) = await client.Loop.CreateConnection(() => new RecordingProtocol(), server.EndPoints[0], options);
            transport.Write("x"u8);
            End(how, client, transport);
            await protocol.Lost;
            Assert.Null(protocol.Offence);
        }
        catch (System.Security.Authentication.AuthenticationException) when (how == "TLS failure")
        {
            // As it should be.
        }

        client.Stop();
        await client.Ended();
    }

    private static void End(string how, Worker client, IStreamTransport transport)
    {
        switch (how)
        {
            case "close" or "TLS close":
                transport.Close();
                break;
            case "abort":
                transport.Abort();
                break;
            case "reset":
                var socket = (Socket)transport.GetExtraInfo(TransportInfo.Socket)!;
                socket.LingerState = new LingerOption(true, 0);
                transport.Abort();
                break;
            case "half-close":
                transport.WriteEof();
                break;
            case "worker ends":
                client.Stop();
                break;
        }
    }
}
