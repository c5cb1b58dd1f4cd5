using Akka.Dispatch;

namespace Actors.AkkaNet.Dispatchers;

/// <summary>Tells the dispatchers whose every run is one item of the thread pool.</summary>
internal static class PoolDispatchers
{
    // Others, such as the channel executor, run many actors in one item, or have threads of their own.
    public static bool Contains(MessageDispatcher dispatcher) =>
        dispatcher.GetType() == typeof(Dispatcher)
        && dispatcher.Configurator is not HandedDispatcher
        && dispatcher.Configurator.Config.GetString("executor") is null or "" or "default-executor" or "thread-pool-executor";
}
