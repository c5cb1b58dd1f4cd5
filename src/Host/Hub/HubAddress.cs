using System.Net;

namespace Actors.Application.Hub;

/// <summary>Where the hub listens, for whoever wants to connect: with port 0 nobody knows before it does.</summary>
internal sealed class HubAddress
{
    private TaskCompletionSource<HubPlaces> _source = New();

    /// <summary>Completes when the hub listens.</summary>
    public Task<HubPlaces> Task => Volatile.Read(ref _source).Task;

    public void Set(HubPlaces places) => _source.TrySetResult(places);

    public void Clear() => Volatile.Write(ref _source, New());

    private static TaskCompletionSource<HubPlaces> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>The places where a hub listens.</summary>
/// <param name="Tcp">For everybody.</param>
/// <param name="Tls">For clients that speak TLS; null when there is no such listener.</param>
internal sealed record HubPlaces(IPEndPoint Tcp, IPEndPoint? Tls);
