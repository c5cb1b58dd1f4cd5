using Microsoft.Extensions.Hosting;

namespace Actors.Application.Hub;

/// <summary>The stop of a hub, and how long its parts may take. Any thread may call.</summary>
/// <remarks>The host ends the process when its own time is over, whatever the hub still does: so the hub takes half of that for delivering
/// and a quarter for the last words to its clients, where its settings ask for more.</remarks>
internal sealed class HubStop(HubOptions options, WorkersOptions workers, HostOptions host, TimeProvider time)
{
    /// <summary>How long the host waits.</summary>
    private readonly TimeSpan _limit = Least(Limit(workers.ShutdownTimeout), Limit(host.ShutdownTimeout));

    private long _begun;
    private volatile bool _hasBegun;

    /// <summary>Whether the hub is stopping: it takes no new clients.</summary>
    public bool HasBegun => _hasBegun;

    /// <summary>How long a stopping hub goes on delivering what is queued.</summary>
    public TimeSpan Delivery => Least(options.StopTimeout, _limit / 2);

    /// <summary>How long a client may take for the last word of a stopping hub.</summary>
    public TimeSpan LastWord => Least(options.FlushTimeout, _limit / 4);

    /// <summary>How much of <see cref="Delivery"/> is left; null while the hub does not stop.</summary>
    public TimeSpan? Left => _hasBegun ? Delivery - time.GetElapsedTime(Volatile.Read(ref _begun)) : null;

    /// <summary>The hub starts, perhaps again.</summary>
    public void Reset() => _hasBegun = false;

    /// <summary>The hub stops.</summary>
    public void Begin()
    {
        Volatile.Write(ref _begun, time.GetTimestamp());
        _hasBegun = true;
    }

    /// <summary>Nothing, and a negative time, stand for no limit.</summary>
    private static TimeSpan Limit(TimeSpan? limit) => limit is { } time && time >= TimeSpan.Zero ? time : TimeSpan.MaxValue;

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
