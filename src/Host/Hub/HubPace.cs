namespace Actors.Application.Hub;

/// <summary>Holds the deliveries of all publishers together to a number a second, so that other clients find the processors free. Any thread
/// may call.</summary>
/// <remarks>A delivery is one batch of lines for one subscriber. A publisher that is held back reads later, and its lines come together in
/// larger batches: it loses time, and hardly any throughput. One number says when the deliveries so far are worked off at that rate.</remarks>
internal sealed class HubPace(HubOptions options, HubQueues queues, TimeProvider time)
{
    /// <summary>Deliveries may be ahead of the rate by so much. Shorter than a person notices, longer than a timer's tick.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMilliseconds(5);

    /// <summary>The longest pause: a client that has published is not to seem dead.</summary>
    private static readonly TimeSpan MaxPause = TimeSpan.FromMilliseconds(200);

    private readonly double _ticksADelivery = (double)time.TimestampFrequency / options.DeliveriesLimit;
    private readonly long _ahead = (long)(Ahead.TotalSeconds * time.TimestampFrequency);
    private long _doneAt = time.GetTimestamp();

    /// <summary>Notes deliveries.</summary>
    /// <returns>How long who caused them is to pause.</returns>
    public TimeSpan Charge(int deliveries)
    {
        if (deliveries == 0) return TimeSpan.Zero;
        var pause = Note(deliveries);

        // What waits for all clients takes too much memory: there is room again when the fullest queue is closed.
        return queues.IsOver && pause < Backlog.LongPause ? Backlog.LongPause : pause;
    }

    private TimeSpan Note(int deliveries)
    {
        var now = time.GetTimestamp();
        var cost = (long)(deliveries * _ticksADelivery);
        while (true)
        {
            var before = Volatile.Read(ref _doneAt);
            var after = Math.Max(before, now) + cost;
            if (Interlocked.CompareExchange(ref _doneAt, after, before) != before) continue;
            if (after - now <= _ahead) return TimeSpan.Zero;
            var pause = time.GetElapsedTime(now, after - _ahead);
            return pause < MaxPause ? pause : MaxPause;
        }
    }
}
