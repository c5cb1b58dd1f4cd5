namespace Actors.Transports.Tls;

/// <summary>How long the two ends of TLS may take, and by which clock (transports 39).</summary>
internal readonly record struct TlsTimes(TimeSpan Handshake, TimeSpan Shutdown, TimeProvider Clock)
{
    public static TimeSpan DefaultHandshake { get; } = TimeSpan.FromSeconds(60);

    public static TimeSpan DefaultShutdown { get; } = TimeSpan.FromSeconds(30);

    public static void Validate(TimeSpan time, string name)
    {
        if (time > TimeSpan.Zero || time == Timeout.InfiniteTimeSpan) return;
        throw new ArgumentOutOfRangeException(name, time, "The timeout must be more than zero.");
    }
}
