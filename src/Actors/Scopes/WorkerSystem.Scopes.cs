namespace Actors;

/// <content>Scopes.</content>
public sealed partial class WorkerSystem
{
    /// <summary>Opens a scope: below the current worker, if it belongs to this system, else without a parent.</summary>
    /// <param name="options">Name, timeout, what a failure leads to.</param>
    /// <returns>The scope, for <c>await using</c>; its <see cref="WorkerScope.Join"/> ends it.</returns>
    /// <exception cref="ArgumentException">An option has a value that it cannot have.</exception>
    /// <exception cref="ObjectDisposedException">The system has been stopped.</exception>
    public WorkerScope Scope(ScopeOptions? options = null) => new(this, options ?? ScopeOptions.Default);
}
