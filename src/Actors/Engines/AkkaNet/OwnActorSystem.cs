using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Hosting.Logging;
using Microsoft.Extensions.Logging;

namespace Actors.Engines.AkkaNet;

/// <summary>The actor system that the library makes for workers whose application has none; it ends with them.</summary>
/// <remarks>Its messages go where the workers' go, and nothing of it goes to the console. Its end is the workers' own: Akka's hooks at the end
/// of the process would wait for workers that nobody stops.</remarks>
internal static class OwnActorSystem
{
    /// <summary>Its name.</summary>
    public const string Name = "workers";

    private static readonly Config Defaults = ConfigurationFactory.ParseString(
        """
        akka {
          loggers = ["Akka.Hosting.Logging.LoggerFactoryLogger, Akka.Hosting"]
          loglevel = WARNING
          stdout-loglevel = OFF
          log-dead-letters = off
          coordinated-shutdown.run-by-clr-shutdown-hook = off
          coordinated-shutdown.run-by-actor-system-terminate = off
        }
        """);

    /// <summary>The engine in an actor system of its own.</summary>
    /// <param name="loggers">The workers' log; null for warnings and errors on standard error.</param>
    public static AkkaEngine CreateEngine(ILoggerFactory? loggers)
    {
        var engine = new AkkaEngine(Make(Name, loggers ?? StandardErrorLogger.Factory, null), ownsSystem: true);
        engine.Signal = new TerminationSignal(engine);
        return engine;
    }

    /// <summary>Makes the actor system.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="loggers">Where its messages go.</param>
    /// <param name="more">What else it is set up with.</param>
    public static ActorSystem Make(string name, ILoggerFactory loggers, Setup? more)
    {
        var setup = BootstrapSetup.Create().WithConfig(ConfigurationFactory.Load().WithFallback(Defaults)).And(new LoggerFactorySetup(loggers));
        return ActorSystem.Create(name, more is null ? setup : setup.And(more));
    }
}
