using Actors;
using Actors.AkkaNet;
using Actors.AkkaNet.Hosting;
using Actors.Hosting;
using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Runs the workers of a host on Akka.NET.</summary>
public static class AkkaNetServiceCollectionExtensions
{
    /// <summary>Runs the workers on Akka.NET: in the actor system of <c>AddAkka</c> where the host has one, else in one of their own.</summary>
    /// <param name="services">The host's services; call it after <c>AddWorkers</c>.</param>
    /// <param name="actorSystemName">The name of the actor system of their own.</param>
    /// <param name="configuration">Its HOCON; what Akka loads by default otherwise.</param>
    /// <remarks>Each worker with a type is in the actor registry under it, so that <see cref="IRequiredActor{TActor}"/> of that type is its
    /// actor, over all of its runs. The clock is the actor system's scheduler, unless the services have a <see cref="TimeProvider"/>.</remarks>
    public static IServiceCollection UseAkkaNet(
        this IServiceCollection services, string actorSystemName = "workers", Config? configuration = null) =>
        services.AddAkkaNetEngine(actorSystemName, configuration).Configure<WorkersOptions>(static options => options.Engine = AkkaEngine.EngineName);

    /// <summary>Adds the engine on Akka.NET to those that <see cref="WorkersOptions.Engine"/> can name, as <c>AkkaNet</c>.</summary>
    /// <param name="services">The host's services; call it after <c>AddWorkers</c>.</param>
    /// <param name="actorSystemName">The name of the actor system of their own.</param>
    /// <param name="configuration">Its HOCON; what Akka loads by default otherwise.</param>
    public static IServiceCollection AddAkkaNetEngine(
        this IServiceCollection services, string actorSystemName = "workers", Config? configuration = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(actorSystemName);

        services.AddOptions();
        services.TryAddSingleton(new OwnActorSystemOptions(actorSystemName, configuration));
        services.TryAddSingleton<OwnActorSystem>();
        services.TryAddSingleton(static services => services.GetRequiredService<OwnActorSystem>().Make());
        services.TryAddSingleton<IReadOnlyActorRegistry>(static services => ActorRegistry.For(services.GetRequiredService<ActorSystem>()));
        services.TryAddSingleton(typeof(IRequiredActor<>), typeof(RequiredActor<>));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<EngineFactory, AkkaEngineFactory>());
        services.AddHostedService<WorkerRegistration>();
        return services;
    }

    /// <summary>Makes the workers of <c>WithWorkers</c> keyed services, as those of <c>AddWorkers</c> are, and lets the health checks of workers
    /// see them.</summary>
    /// <param name="services">The host's services, beside <c>AddAkka</c>, in any order.</param>
    /// <remarks><c>[FromKeyedServices("ticker")] Worker ticker</c> injects the worker of that name, which is made when it is asked for, and
    /// starts with the actor system. A name that nobody has added is an <see cref="InvalidOperationException"/> where it is asked for.</remarks>
    public static IServiceCollection AddKeyedWorkers(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(static service => service.ServiceType == typeof(JoinedWorkers))) return services;
        services.AddSingleton(static services => JoinedWorkers.Of(services.GetRequiredService<ActorSystem>()));
        services.AddSingleton(static services => services.GetRequiredService<JoinedWorkers>().Group);
        services.AddKeyedSingleton(KeyedService.AnyKey, static (services, key) => services.GetRequiredService<JoinedWorkers>().Get(key));
        return services;
    }
}
