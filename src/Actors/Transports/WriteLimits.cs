namespace Actors.Transports;

/// <summary>The limits of a write buffer, in bytes (transports 27).</summary>
internal readonly record struct WriteLimits(int Low, int High)
{
    private const int DefaultHigh = 64 * 1024;

    public static WriteLimits Default { get; } = Of(null, null);

    /// <summary>The limits that are meant when one of them, or both, are left out.</summary>
    /// <exception cref="ArgumentException">Not high ≥ low ≥ 0.</exception>
    public static WriteLimits Of(int? high, int? low)
    {
        var most = high ?? (low is { } given ? (int)Math.Min(4L * given, int.MaxValue) : DefaultHigh);
        var least = low ?? most / 4;
        if (least >= 0 && most >= least) return new WriteLimits(least, most);
        throw new ArgumentException($"The limits of a write buffer must be high ≥ low ≥ 0, and high is {most}, low {least}.");
    }
}
