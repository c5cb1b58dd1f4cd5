using System.Net;
using System.Net.Sockets;
using Actors.Tests.Conformance;
using Actors.Transports.Servers;
using Microsoft.Extensions.Logging;

namespace Actors.Tests.Transports.Servers;

/// <summary>Transports 33: a system without handles.</summary>
public sealed class AcceptorTests
{
    /// <summary>Whatever fails, it reports it once, tries again, and does not keep a core busy.</summary>
    [Theory]
    [InlineData(SocketError.TooManyOpenSockets, "no handle is left")]
    [InlineData(SocketError.NetworkDown, "")]
    [InlineData(null, "made to fail")]
    [Trait("Transports", "33")]
    public async Task RunAsync_AcceptFailsAgainAndAgain_RestsEachTimeReportsOnceAndGoesOn(SocketError? error, string reason)
    {
        var clock = new HandClock();
        var log = new RecordingLogger();
        await using var system = new WorkerSystem(new WorkerSystemOptions
        {
            TimeProvider = clock,
            LoggerFactory = LoggerFactory.Create(builder => builder.AddProvider(log)),
        });
        var worker = system.Start();
        var server = new TransportServer(
            worker, worker.Flow!, () => new ServerClient(worker.Loop, ServerTests.Echoing()), new ServerOptions());
        var (again, end) = (Barriers.Signal(), Barriers.Signal());
        var attempts = 0;
        var acceptor = new Acceptor(server, new IPEndPoint(IPAddress.Loopback, 1), Accept, end.SetResult);

        var running = Task.Run(() => acceptor.RunAsync(CancellationToken.None));
        for (var i = 1; i <= 5; i++)
        {
            (await clock.Next(TimeSpan.FromSeconds(1))).Fire();
        }

        await again.Task.Soon();
        acceptor.Stop();
        await running.Soon();
        var entry = Assert.Single(log.Entries, static entry => entry.Id == 41);
        Assert.Contains(reason, entry.Text, StringComparison.Ordinal);
        Assert.Null(entry.Error);

        async ValueTask<Socket> Accept()
        {
            if (++attempts <= 5) throw error is { } code ? new SocketException((int)code) : new ArgumentException("made to fail");
            again.SetResult();
            await end.Task;
            throw new ObjectDisposedException("socket");
        }
    }

    [Fact]
    [Trait("Transports", "33")]
    public async Task RunAsync_NoHandleIsLeft_ReportsRestsASecondAndTriesAgain()
    {
        var clock = new HandClock();
        var log = new RecordingLogger();
        await using var system = new WorkerSystem(new WorkerSystemOptions
        {
            Engine = WorkerEngine.Embedded,
            TimeProvider = clock,
            LoggerFactory = LoggerFactory.Create(builder => builder.AddProvider(log)),
        });
        var worker = system.Start();
        var server = new TransportServer(
            worker, worker.Flow!, () => new ServerClient(worker.Loop, ServerTests.Echoing()), new ServerOptions());
        var (again, end) = (Barriers.Signal(), Barriers.Signal());
        var attempts = 0;
        var acceptor = new Acceptor(server, new IPEndPoint(IPAddress.Loopback, 1), Accept, end.SetResult);

        var running = Task.Run(() => acceptor.RunAsync(CancellationToken.None));
        var rest = await clock.Asked(TimeSpan.FromSeconds(1));
        Assert.Equal(1, attempts);
        Assert.Contains(log.Entries, static entry => entry.Id == 41);

        rest.Fire();
        await again.Task.Soon();
        acceptor.Stop();
        await running.Soon();

        async ValueTask<Socket> Accept()
        {
            if (++attempts == 1) throw new SocketException((int)SocketError.TooManyOpenSockets);
            again.SetResult();
            await end.Task;
            throw new ObjectDisposedException("socket");
        }
    }
}
