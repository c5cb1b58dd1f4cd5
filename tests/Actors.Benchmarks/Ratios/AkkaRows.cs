using Actors.Benchmarks.Subjects.Fanout;
using Actors.Benchmarks.Subjects.Firing;
using Actors.Benchmarks.Subjects.PingPong;
using Actors.Benchmarks.Subjects.PlainActors;
using Actors.Benchmarks.Subjects.Spawning;

namespace Actors.Benchmarks.Ratios;

/// <summary>Workers against plain actors that do the same: on Akka's engine, and on the default one.</summary>
internal static class AkkaRows
{
    public static IReadOnlyList<RatioRow> All { get; } =
    [
        new("akka-fire", 0.6, new WorkerFiring(producers: 1, new ActorSystemPlace()), new ActorFiring()),
        new("akka-pingpong", 0.6, new WorkerPingPong(new ActorSystemPlace()), new ActorPingPong()),
        new("akka-spawn", 0.6, new WorkerSpawning(new ActorSystemPlace()), new ActorSpawning()),
        new("akka-fanout", 0.6, new WorkerFanout(new ActorSystemPlace()), new ActorFanout()),
        new("vs-akka-fire", 1.5, new WorkerFiring(producers: 1), new ActorFiring()),
        new("vs-akka-pingpong", 0.9, new WorkerPingPong(), new ActorPingPong()),
        new("vs-akka-spawn", 5.0, new WorkerSpawning(), new ActorSpawning()),
        new("vs-akka-fanout", 1.0, new WorkerFanout(), new ActorFanout()),
    ];
}
