using Actors.Benchmarks.Subjects.Fanout;
using Actors.Benchmarks.Subjects.Firing;
using Actors.Benchmarks.Subjects.Footprint;
using Actors.Benchmarks.Subjects.PingPong;
using Actors.Benchmarks.Subjects.Spawning;
using Actors.Benchmarks.Subjects.Tcp;
using Actors.Benchmarks.Subjects.Timing;

namespace Actors.Benchmarks.Ratios;

/// <summary>All rows, in the order in which they run.</summary>
internal static class RatioRows
{
    public static IReadOnlyList<RatioRow> All { get; } =
    [
        new("fire", 0.6, new WorkerFiring(producers: 1), new ChannelFiring(producers: 1)),
        new("fire4", 0.6, new WorkerFiring(producers: 4), new ChannelFiring(producers: 4)),
        new("pingpong", 1.0, new WorkerPingPong(), new ChannelPingPong()),
        new("spawn", 1.0, new WorkerSpawning(), new ChannelSpawning()),
        new("memory", 1.2, new WorkerFootprint(), new ChannelFootprint()),
        new("fanout", 0.8, new WorkerFanout(), new ChannelFanout()),
        new("timers", 0.7, new WorkerTimers(), new SystemTimers()),
        new("tcp", 0.7, new WorkerStreaming(), new SocketStreaming()),
        new("tcprt", 0.7, new WorkerRoundTrips(), new SocketRoundTrips()),
        new("tcpidle", 1.0, new IdleConnections(), new IdleBudget()),
        .. AkkaRows.All,
    ];
}
