using Actors.TestKit;
using Actors.Tests.Conformance;

namespace Actors.Tests.Simulations.Conformance;

/// <summary>The simulation's engine: turns of one item, in a random order, on one thread.</summary>
public sealed class SimulatedTestEngine : TestEngine
{
    private static long s_seed;

    private readonly VirtualTime _time = new(ClockMode.Manual);

    public SimulatedTestEngine() => Clock = new UnwatchedClock(_time);

    public override TimeProvider Clock { get; }

    public override void Advance(TimeSpan time) => _time.Advance(time);

    public override WorkerSystem CreateSystem(WorkerSystemOptions options) =>
        new(new OpenEngine(Interlocked.Increment(ref s_seed)), options);
}
