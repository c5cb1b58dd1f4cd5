namespace Actors;

/// <summary>When the workers of a host count as ill.</summary>
public sealed class WorkersHealthOptions
{
    /// <summary>How long a loop may stand still while something is queued for it; then the worker is unhealthy.</summary>
    /// <value>More than zero; 30 seconds by default.</value>
    /// <remarks>A check sees only that nothing was handled since the one before: it takes two of them, this long apart.</remarks>
    public TimeSpan StuckAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How full a bounded mailbox may be; above that the worker is degraded.</summary>
    /// <value>A part of its capacity, above 0 and at most 1; 0.8 by default.</value>
    public double CrowdedAbove { get; set; } = 0.8;

    internal void Validate()
    {
        if (StuckAfter <= TimeSpan.Zero) throw new ArgumentOutOfRangeException(nameof(StuckAfter), StuckAfter, "It must be more than zero.");
        if (CrowdedAbove is not (> 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(CrowdedAbove), CrowdedAbove, "It must be above 0 and at most 1.");
    }
}
