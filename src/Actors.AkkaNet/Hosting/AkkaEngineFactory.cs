using Actors.Hosting;
using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.AkkaNet.Hosting;

/// <summary>Makes the engine in the application's actor system, or in one of its own where the application has none.</summary>
internal sealed class AkkaEngineFactory(OwnActorSystem own) : EngineFactory
{
    public override string Name => AkkaEngine.EngineName;

    public override IWorkerEngine Create(IServiceProvider services)
    {
        var system = services.GetRequiredService<ActorSystem>();
        return new AkkaEngine(system, ownsSystem: own.Is(system));
    }

    public override TimeProvider? ClockOf(IWorkerEngine engine) => new AkkaClock(((AkkaEngine)engine).System);
}
