using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;

namespace Actors.Engines.AkkaNet.Dispatchers;

/// <summary>A dispatcher for one actor, on an executor that whoever makes the actor hands over.</summary>
/// <remarks>Akka names dispatchers by configuration, and a thread or a UI context has no place there. Akka looks a dispatcher up on the
/// thread that makes the actor.</remarks>
internal sealed class HandedDispatcher : MessageDispatcherConfigurator
{
    private const string Id = "actors.handed-dispatcher";

    [ThreadStatic]
    private static ExecutorService? t_executor;

    private HandedDispatcher(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites)
    {
    }

    public static void Register(ExtendedActorSystem system)
    {
        var config = ConfigurationFactory.ParseString($"id = {Id}, mailbox-type = \"\"")
            .WithFallback(system.Settings.Config.GetConfig("akka.actor.default-dispatcher"));
        system.Dispatchers.RegisterConfigurator(Id, new HandedDispatcher(config, system.Dispatchers.Prerequisites));
    }

    /// <summary>Makes an actor that runs there.</summary>
    public static T Make<T>(ExecutorService executor, Props props, Func<Props, T> make)
    {
        t_executor = executor;
        try
        {
            return make(props.WithDispatcher(Id));
        }
        finally
        {
            t_executor = null;
        }
    }

    public override MessageDispatcher Dispatcher() => new Dispatcher(
        this,
        Id,
        Config.GetInt("throughput"),
        throughputDeadlineTime: null,
        new Factory(t_executor ?? throw new InvalidOperationException($"'{Id}' is the library's own and cannot be configured for an actor.")),
        Config.GetTimeSpan("shutdown-timeout"));

    private sealed class Factory(ExecutorService executor) : ExecutorServiceFactory
    {
        public override ExecutorService Produce(string id) => executor;
    }
}
