using Actors.Engines.Embedded;
using Actors.TestKit;
using Actors.Tests.Conformance;

namespace Actors.Tests.Embedded;

/// <summary>The default engine, as it is in a program.</summary>
public sealed class EmbeddedTestEngine : TestEngine
{
    private readonly VirtualTime _time = new(ClockMode.Manual);

    public EmbeddedTestEngine() => Clock = new UnwatchedClock(_time);

    public override TimeProvider Clock { get; }

    public override void Advance(TimeSpan time) => _time.Advance(time);

    public override WorkerSystem CreateSystem(WorkerSystemOptions options) => new(new EmbeddedEngine(), options);
}
