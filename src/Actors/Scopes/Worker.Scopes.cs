namespace Actors;

/// <content>Scopes.</content>
public sealed partial class Worker
{
    /// <summary>Opens a scope below the current worker; outside every worker, in <see cref="WorkerSystem.Default"/>.</summary>
    /// <param name="options">Name, timeout, what a failure leads to.</param>
    /// <returns>The scope, for <c>await using</c>; its <see cref="WorkerScope.Join"/> ends it.</returns>
    /// <exception cref="ArgumentException">An option has a value that it cannot have.</exception>
    public static WorkerScope Scope(ScopeOptions? options = null) => WorkerSystem.Current.Scope(options);
}
