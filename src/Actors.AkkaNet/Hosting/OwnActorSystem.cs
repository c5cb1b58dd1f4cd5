using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.DependencyInjection;
using Akka.Hosting.Logging;
using Microsoft.Extensions.Logging;

namespace Actors.AkkaNet.Hosting;

/// <summary>The actor system of a host that brings none: made when it is asked for, ended with the workers.</summary>
internal sealed class OwnActorSystem(IServiceProvider services, OwnActorSystemOptions options, ILoggerFactory? loggers = null)
{
    private static readonly Config LogsToTheHost = ConfigurationFactory.ParseString(
        """
        akka {
          loggers = ["Akka.Hosting.Logging.LoggerFactoryLogger, Akka.Hosting"]
          stdout-loglevel = OFF
        }
        """);

    /// <summary>The host stops its workers within its own time, and ends this actor system after them. Akka's own hook at the end of the
    /// process would stop them before that, and within the five seconds of a phase.</summary>
    private static readonly Config StopsWithTheHost = ConfigurationFactory.ParseString("akka.coordinated-shutdown.run-by-clr-shutdown-hook = off");

    private ActorSystem? _system;

    public bool Is(ActorSystem system) => ReferenceEquals(_system, system);

    public ActorSystem Make()
    {
        var config = (options.Configuration ?? ConfigurationFactory.Load()).WithFallback(StopsWithTheHost);
        Setup setup = DependencyResolverSetup.Create(services);
        return _system = loggers is null
            ? ActorSystem.Create(options.Name, BootstrapSetup.Create().WithConfig(config).And(setup))
            : ActorSystem.Create(
                options.Name,
                BootstrapSetup.Create().WithConfig(config.WithFallback(LogsToTheHost)).And(setup).And(new LoggerFactorySetup(loggers)));
    }
}

/// <summary>Its name and its HOCON.</summary>
internal sealed record OwnActorSystemOptions(string Name, Config? Configuration);
