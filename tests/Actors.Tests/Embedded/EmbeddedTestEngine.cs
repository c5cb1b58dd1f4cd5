using Actors.Engines.Embedded;
using Actors.TestKit;
using Actors.Tests.Conformance;

namespace Actors.Tests.Embedded;

/// <summary>The default engine.</summary>
public sealed class EmbeddedTestEngine : TestEngine
{
    private readonly ManualTime _time = new();

    public override TimeProvider Clock => _time;

    public override void Advance(TimeSpan time) => _time.Advance(time);

    public override WorkerSystem CreateSystem(WorkerSystemOptions options) => new(new EmbeddedEngine(), options);
}
