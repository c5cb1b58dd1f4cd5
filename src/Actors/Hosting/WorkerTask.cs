namespace Actors;

/// <summary>A worker of a host: derive from it, take services in the constructor, and add it with <see cref="WorkersBuilder"/>.</summary>
/// <remarks>Each run has its own instance and its own service scope. When <see cref="RunAsync"/> ends, in whatever way, the worker's
/// children are stopped and awaited, then the instance is disposed, if it can be, and then the scope. All of it happens in the
/// worker's flow.</remarks>
public abstract class WorkerTask
{
    /// <summary>The worker's body: the shortcuts of <see cref="CurrentWorker"/> work in it.</summary>
    /// <param name="stopping">Cancelled as soon as the worker is told to stop, for what it awaits outside this library.</param>
    /// <returns>The run. It fails when the worker fails; <see cref="HostedWorkerOptions.OnFault"/> says what that does.</returns>
    public abstract Task RunAsync(CancellationToken stopping);
}
