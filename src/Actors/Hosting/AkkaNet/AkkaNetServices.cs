using Actors.Engines.AkkaNet;
using Akka.Actor;
using Akka.DependencyInjection;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Actors.Hosting.AkkaNet;

/// <summary>What a host's workers need of Akka.NET. Apart from the rest, so that a host on the embedded engine loads nothing of it.</summary>
internal static class AkkaNetServices
{
    /// <summary>Adds the actor system of the workers' own, for a host without <c>AddAkka</c>, and the registry of actors.</summary>
    public static void Add(IServiceCollection services)
    {
        services.TryAddSingleton<OwnActorSystemOfHost>();
        services.TryAddSingleton(static services => services.GetRequiredService<OwnActorSystemOfHost>().System);
        services.TryAddSingleton<IReadOnlyActorRegistry>(static services => ActorRegistry.For(services.GetRequiredService<ActorSystem>()));
        services.TryAddSingleton(typeof(IRequiredActor<>), typeof(RequiredActor<>));
        services.AddHostedService<WorkerRegistration>();
    }

    /// <summary>The engine in the application's actor system, or in one of its own where the application has none.</summary>
    public static IWorkerEngine CreateEngine(IServiceProvider services)
    {
        // The settings may have chosen this engine where the code has chosen the other.
        var own = services.GetService<OwnActorSystemOfHost>() ?? new OwnActorSystemOfHost(services, services.GetService<ILoggerFactory>());
        var system = services.GetService<ActorSystem>() ?? own.System;
        return new AkkaEngine(system, ownsSystem: own.Is(system));
    }

    /// <summary>The workers of <c>WithWorkers</c>; null where there are none.</summary>
    public static JoinedWorkers? JoinedIn(IServiceProvider services) =>
        services.GetService<AkkaConfigurationBuilder>() is { } builder && JoinedWorkersSetup.Find(builder) is not null
            ? JoinedWorkers.Of(services.GetRequiredService<ActorSystem>())
            : null;
}

/// <summary>The actor system of a host that brings none: made when it is asked for, ended with the workers.</summary>
internal sealed class OwnActorSystemOfHost(IServiceProvider services, ILoggerFactory? loggers = null)
{
    private ActorSystem? _system;

    public ActorSystem System =>
        _system ??= OwnActorSystem.Make(OwnActorSystem.Name, loggers ?? StandardErrorLogger.Factory, DependencyResolverSetup.Create(services));

    public bool Is(ActorSystem system) => ReferenceEquals(_system, system);
}
