using Actors.TestKit;

namespace Actors.Tests.Conformance;

/// <summary>The time of a virtual clock, which does not see the systems that have it: the engine works as with a real one.</summary>
internal sealed class UnwatchedClock(VirtualTime time) : TimeProvider
{
    public override long TimestampFrequency => time.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => time.LocalTimeZone;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);
}
