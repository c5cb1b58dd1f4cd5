namespace Actors.Hosting.Health;

/// <summary>Finds loops that stand still, from one look to the next.</summary>
/// <remarks>Reading a clock at each event would cost as much as the event. So a loop only counts, and each look compares.</remarks>
internal sealed class Standstills(TimeProvider time)
{
    private readonly Lock _gate = new();
    private Dictionary<WorkerFlow, Mark> _seen = [];

    /// <summary>Looks at all of them.</summary>
    /// <param name="flows">Those for which something is queued that they ought to handle.</param>
    /// <returns>Since when each one stands still: zero at the first look.</returns>
    public Dictionary<WorkerFlow, TimeSpan> Look(IEnumerable<WorkerFlow> flows)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var seen = new Dictionary<WorkerFlow, Mark>();
            foreach (var flow in flows)
            {
                var handled = flow.Handled;
                seen[flow] = _seen.TryGetValue(flow, out var mark) && mark.Handled == handled ? mark : new Mark(handled, now);
            }

            _seen = seen;
            return seen.ToDictionary(static pair => pair.Key, pair => time.GetElapsedTime(pair.Value.Since, now));
        }
    }

    private readonly record struct Mark(int Handled, long Since);
}
