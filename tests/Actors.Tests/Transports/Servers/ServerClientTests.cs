using System.Net;
using System.Net.Sockets;
using Actors.Flow;
using Actors.Tests.Conformance;
using Actors.Tests.Transports.Streams;
using Actors.Transports.Streams;
using Microsoft.Extensions.Logging.Abstractions;
using static Actors.CurrentWorker;

namespace Actors.Tests.Transports.Servers;

/// <summary>Transports 32, 41: clients of a server in the loops of other workers, which end when they like.</summary>
public sealed class ServerClientTests : TransportTests
{
    [Fact]
    [Trait("Transports", "32")]
    [Trait("Transports", "40")]
    public async Task Client_InTheLoopOfAnotherWorker_IsServedThereAndEndsWithIt()
    {
        var (worker, other) = (System.Start(), System.Start());
        var protocol = ServerTests.Echoing();
        var server = await Serve(worker, () => new ServerClient(other.Loop, protocol));
        using var client = await Connect(server);
        await Echo(client);

        server.Close();
        var closed = server.WaitClosedAsync().AsTask();
        other.Stop();

        Assert.Equal(WorkerState.Stopped, (await other.Ended()).State);
        Assert.Equal(["made", "data", "lost"], protocol.Calls);
        Assert.Same(other, protocol.Worker);
        Assert.Equal(0, await client.ReceiveAsync(new byte[1]).Soon());
        await closed.Soon();
    }

    [Fact]
    [Trait("Transports", "32")]
    [Trait("Transports", "41")]
    public async Task WaitClosedAsync_ServersWorkerEndsFirst_WaitsForTheClientsOfOthers()
    {
        var (worker, other, third) = (System.Start(), System.Start(), System.Start());
        var loops = new Queue<EventLoop>([other.Loop, third.Loop]);
        var server = await Serve(worker, () => new ServerClient(loops.Dequeue(), ServerTests.Echoing()));
        using var first = await Connect(server);
        await Echo(first);
        using var second = await Connect(server);
        await Echo(second);

        worker.Stop();
        Assert.Equal(WorkerState.Stopped, (await worker.Ended()).State);
        var closed = server.WaitClosedAsync().AsTask();
        await Echo(first);
        other.Stop();
        await other.Ended();
        await Echo(second);
        Assert.False(closed.IsCompleted);
        server.CloseClients();

        Assert.Equal(0, await second.ReceiveAsync(new byte[1]).Soon());
        await closed.Soon();
    }

    [Fact]
    [Trait("Transports", "32")]
    public async Task Client_WorkerHasEnded_IsDroppedAndTheNextIsServed()
    {
        var (worker, other) = (System.Start(), System.Start());
        var ended = System.Start(static () => Task.CompletedTask);
        await ended.Ended();
        var loops = new Queue<EventLoop>([ended.Loop, other.Loop]);
        var server = await Serve(worker, () => new ServerClient(loops.Dequeue(), ServerTests.Echoing()));

        using var first = await Connect(server);
        Assert.Equal(0, await first.ReceiveAsync(new byte[1]).Soon());
        using var second = await Connect(server);
        await Echo(second);
    }

    [Fact]
    [Trait("Transports", "32")]
    [Trait("Transports", "41")]
    public async Task Client_WorkerIsEnding_IsDroppedAndNobodyHearsOfIt()
    {
        var (other, release) = await Ending();
        await SettledEnd(other);
        var protocol = new RecordingProtocol();
        var server = await Serve(System.Start(), () => new ServerClient(other.Loop, protocol));

        using var client = await Connect(server);
        Assert.Equal(0, await client.ReceiveAsync(new byte[1]).Soon());
        server.Close();
        await server.WaitClosedAsync().AsTask().Soon();

        release.SetResult();
        await other.Ended();
        Assert.Empty(protocol.Calls);
    }

    /// <summary>Whoever has the transport in hand may ask to close it before its worker has taken it.</summary>
    [Fact]
    [Trait("Transports", "19")]
    public async Task TryOpen_IsRefused_ProtocolHearsNothingOfALaterAbort()
    {
        var (worker, release) = await Ending();
        var (ours, peer) = await SocketPair.Sockets();
        using var ending = peer;
        var protocol = new RecordingProtocol();
        var refused = Barriers.Signal<bool>();
        worker.Flow!.Post(new ActionCall(flow =>
        {
            var transport = new StreamTransport(flow, protocol, new SocketChannel(ours), NullLogger.Instance);
            var isOpen = transport.TryOpen();
            transport.Abort();
            transport.Close();
            if (!isOpen) ours.Dispose();
            refused.SetResult(!isOpen);
        }));

        Assert.True(await refused.Task.Soon());
        release.SetResult();
        await worker.Ended();
        Assert.Empty(protocol.Calls);
    }

    /// <summary>A worker whose body has ended, and whose run waits for a child until it is let go.</summary>
    private async Task<(Worker Worker, TaskCompletionSource Release)> Ending()
    {
        var (told, release) = (Barriers.Signal(), Barriers.Signal());
        var worker = System.Start(async () =>
        {
            _ = Worker.Current.System.Start(async () =>
            {
                using var registration = Stopping.Register(told.SetResult);
                await release.Task;
            });
            await Update();
        });
        await told.Task.Soon();
        return (worker, release);
    }

    private static async Task SettledEnd(Worker worker)
    {
        var settled = Barriers.Signal();
        worker.Flow!.Post(new ActionCall(_ => settled.SetResult()));
        await settled.Task.Soon();
    }

    private static async Task<TransportServer> Serve(Worker worker, Func<ServerClient> accept) =>
        await worker.Loop.CreateServer(accept, new IPEndPoint(IPAddress.Loopback, 0));

    private static async Task<Socket> Connect(TransportServer server)
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(server.EndPoints[0]);
        return client;
    }

    private static async Task Echo(Socket client)
    {
        await client.SendAsync("x"u8.ToArray());
        Assert.Equal(1, await client.ReceiveAsync(new byte[1]).Soon());
    }

    private sealed class ActionCall(Action<WorkerFlow> action) : FlowCall
    {
        public override void Invoke(WorkerFlow flow) => action(flow);
    }
}
