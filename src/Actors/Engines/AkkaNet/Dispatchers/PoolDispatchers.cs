using Akka.Dispatch;

namespace Actors.Engines.AkkaNet.Dispatchers;

/// <summary>Tells the dispatchers whose every run is one item of the thread pool.</summary>
internal static class PoolDispatchers
{
    // The workers' own is on the thread pool wherever there is one; a look into the configuration takes longer than to make an actor. Others,
    // such as the channel executor, run many actors in one item, or have threads of their own.
    public static bool Contains(MessageDispatcher dispatcher) => dispatcher.Configurator is WorkersDispatcher || IsOnPool(dispatcher);

    private static bool IsOnPool(MessageDispatcher dispatcher) =>
        dispatcher.GetType() == typeof(Dispatcher)
        && dispatcher.Configurator is not HandedDispatcher
        && dispatcher.Configurator.Config.GetString("executor") is null or "" or "default-executor" or "thread-pool-executor";
}
