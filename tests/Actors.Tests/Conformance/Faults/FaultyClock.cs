namespace Actors.Tests.Conformance.Faults;

/// <summary>Another clock, which throws while it is told to.</summary>
public sealed class FaultyClock(TimeProvider inner) : TimeProvider
{
    private volatile bool _failsToTell;
    private volatile bool _failsToArm;

    public override long TimestampFrequency => inner.TimestampFrequency;

    /// <summary>Whether asking for the time throws.</summary>
    public bool FailsToTell { get => _failsToTell; set => _failsToTell = value; }

    /// <summary>Whether setting a timer throws.</summary>
    public bool FailsToArm { get => _failsToArm; set => _failsToArm = value; }

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

    public override long GetTimestamp() => FailsToTell ? throw new InvalidTimeZoneException("The clock is broken.") : inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new FaultyTimer(this, inner.CreateTimer(callback, state, dueTime, period));

    private sealed class FaultyTimer(FaultyClock clock, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) =>
            clock.FailsToArm ? throw new InvalidTimeZoneException("The clock is broken.") : timer.Change(dueTime, period);

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
