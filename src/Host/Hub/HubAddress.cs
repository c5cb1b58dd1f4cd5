using System.Net;

namespace Actors.Application.Hub;

/// <summary>Where the hub listens, for whoever wants to connect: with port 0 nobody knows before it does.</summary>
internal sealed class HubAddress
{
    private TaskCompletionSource<IPEndPoint> _source = New();

    /// <summary>Completes when the hub listens.</summary>
    public Task<IPEndPoint> Task => Volatile.Read(ref _source).Task;

    public void Set(IPEndPoint endPoint) => _source.TrySetResult(endPoint);

    public void Clear() => Volatile.Write(ref _source, New());

    private static TaskCompletionSource<IPEndPoint> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
