namespace Actors;

/// <summary>Dispatchers that an actor system's configuration names, for <see cref="WorkerOptions.Dispatcher"/>.</summary>
/// <remarks>The other choices go to Akka's dispatchers too: <see cref="WorkerDispatcher.ThreadPool"/> is the dispatcher that the
/// configuration gives the actor, the default one as a rule; <see cref="WorkerDispatcher.DedicatedThread"/> is the pinned dispatcher
/// <c>actors.pinned-dispatcher</c>.</remarks>
public static class AkkaDispatcher
{
    /// <summary>The dispatcher of that name, such as <c>akka.actor.synchronized-dispatcher</c>, which captures the synchronization context of
    /// whoever starts the worker.</summary>
    /// <param name="id">Its path in the configuration. A worker does not start where there is none.</param>
    /// <exception cref="ArgumentException"><paramref name="id"/> is null, empty or blank.</exception>
    public static WorkerDispatcher Named(string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        return WorkerDispatcher.Named(id);
    }
}
