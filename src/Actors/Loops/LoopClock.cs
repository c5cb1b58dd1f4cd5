namespace Actors.Loops;

/// <summary>Translates between a loop's time and the timestamps of its clock, in whose units deadlines are kept.</summary>
internal readonly struct LoopClock(TimeProvider time)
{
    public long Now => time.GetTimestamp();

    /// <summary>The time at a timestamp, rounded down.</summary>
    public TimeSpan TimeAt(long stamp)
    {
        var ticks = (Int128)stamp * TimeSpan.TicksPerSecond;
        var floor = ticks >= 0 ? ticks / time.TimestampFrequency : -((-ticks + time.TimestampFrequency - 1) / time.TimestampFrequency);
        return new TimeSpan((long)Int128.Clamp(floor, long.MinValue, long.MaxValue));
    }

    /// <summary>The first timestamp at which it is that time.</summary>
    public long StampOf(TimeSpan when) => (long)Int128.Clamp(UnitsOf(when), long.MinValue, long.MaxValue);

    /// <summary>The first timestamp at which the delay is over.</summary>
    public long After(long now, TimeSpan delay) => (long)Int128.Clamp(now + UnitsOf(delay), long.MinValue, long.MaxValue);

    /// <summary>Timestamp units in a span of time, rounded up.</summary>
    private Int128 UnitsOf(TimeSpan span)
    {
        var units = (Int128)span.Ticks * time.TimestampFrequency;
        return units > 0 ? (units + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond : units / TimeSpan.TicksPerSecond;
    }
}
