using Actors.TestKit;
using Actors.Tests.Conformance;

namespace Actors.Tests.Virtual;

/// <summary>The default engine under a virtual clock, which stands between the workers and their mailboxes.</summary>
public sealed class VirtualTestEngine : TestEngine
{
    private readonly VirtualTime _time = new(ClockMode.Manual);

    public override TimeProvider Clock => _time;

    public override void Advance(TimeSpan time) => _time.Advance(time);

    public override WorkerSystem CreateSystem(WorkerSystemOptions options) => new(options);
}
