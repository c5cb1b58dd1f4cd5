namespace Actors.Application.Hub;

/// <summary>What the hub counts from its start to its stop, when it is logged. Any thread.</summary>
internal sealed class HubCounts
{
    private long _accepted;
    private long _idle;

    /// <summary>Clients that were connected.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>Clients that were closed after <see cref="HubOptions.IdleTimeout"/>.</summary>
    public long Idle => Interlocked.Read(ref _idle);

    public void AddAccepted() => Interlocked.Increment(ref _accepted);

    public void AddIdle() => Interlocked.Increment(ref _idle);
}
