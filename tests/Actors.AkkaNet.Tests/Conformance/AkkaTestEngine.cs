using Actors.Engines.AkkaNet;
using Actors.TestKit;
using Actors.Tests.Conformance;
using Akka.Actor;
using Akka.Configuration;

namespace Actors.Tests.AkkaNet.Conformance;

/// <summary>The engine on Akka.NET: each system of workers joins one actor system, as in an application.</summary>
public sealed class AkkaTestEngine : TestEngine
{
    private static readonly Lazy<ActorSystem> Shared = new(static () => ActorSystem.Create("conformance", ConfigurationFactory.ParseString(
        """
        akka {
          stdout-loglevel = OFF
          loglevel = OFF
          log-dead-letters = off
        }
        """)));

    private readonly VirtualTime _time = new(ClockMode.Manual);

    public AkkaTestEngine() => Clock = new UnwatchedClock(_time);

    public override TimeProvider Clock { get; }

    public override void Advance(TimeSpan time) => _time.Advance(time);

    public override WorkerSystem CreateSystem(WorkerSystemOptions options) => new(new AkkaEngine(Shared.Value, ownsSystem: false), options);
}
