using System.Diagnostics;
using System.Net.Sockets;

namespace Actors.Benchmarks.Subjects.Tcp;

/// <summary>The memory of a connection that has carried data and is idle: the server's side of it, with its protocol.</summary>
internal sealed class IdleConnections : Subject
{
    /// <summary>Each takes two handles of this process.</summary>
    public const int Count = 8_000;

    public override string Unit => "bytes";

    public override async Task<double> MeasureAsync()
    {
        await using var system = new WorkerSystem(new() { Engine = WorkerEngine.Embedded });
        var received = new Countdown(Count);
        var server = await system.Start().Loop.CreateServer(() => new Quiet(received), Loopback.AnyPort);
        var clients = new Socket[Count];
        for (var i = 0; i < Count; i++) clients[i] = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var (before, threads) = (GC.GetTotalMemory(forceFullCollection: true), Process.GetCurrentProcess().Threads.Count);
        foreach (var client in clients)
        {
            await client.ConnectAsync(server.EndPoints[0]);
            await client.SendAsync(new byte[1]);
        }

        await received.Done;
        var after = GC.GetTotalMemory(forceFullCollection: true);
        var more = Process.GetCurrentProcess().Threads.Count - threads;
        if (more > 100) throw new InvalidOperationException($"{Count} idle connections cost {more} threads.");
        foreach (var client in clients) client.Dispose();
        return (double)(after - before) / Count;
    }

    private sealed class Quiet(Countdown received) : Protocol
    {
        public override void DataReceived(ReadOnlySpan<byte> data) => received.Signal();
    }
}
