using System.Text;

namespace Actors.TestKit.Expecting;

/// <summary>What a probe has got, and what somebody still expects of it. Any thread may call.</summary>
internal sealed class ProbeLog
{
    /// <summary>Events that a message names.</summary>
    private const int Most = 50;

    private readonly Lock _gate = new();
    private readonly List<Event> _all = [];

    /// <summary>Those that no expectation has taken, oldest first.</summary>
    private readonly List<Event> _unexpected = [];

    private readonly List<Expectation> _open = [];

    public IReadOnlyList<Event> All
    {
        get
        {
            lock (_gate) return [.. _all];
        }
    }

    /// <summary>Gives the event to the first who expects it, or keeps it.</summary>
    public void Record(Event e)
    {
        lock (_gate)
        {
            _all.Add(e);
            var taken = _open.FindIndex(expectation => expectation.TryMeet(e));
            if (taken >= 0) _open.RemoveAt(taken);
            else _unexpected.Add(e);
        }
    }

    /// <summary>Meets the expectation with the oldest event that does; else it stays open.</summary>
    public void Open(Expectation expectation)
    {
        lock (_gate)
        {
            var taken = _unexpected.FindIndex(expectation.TryMeet);
            if (taken >= 0) _unexpected.RemoveAt(taken);
            else _open.Add(expectation);
        }
    }

    public void Close(Expectation expectation)
    {
        lock (_gate) _open.Remove(expectation);
    }

    /// <summary>What came that nobody expected.</summary>
    public void AppendTo(StringBuilder text)
    {
        lock (_gate)
        {
            text.AppendLine().Append(_unexpected.Count == 0 ? "Nothing else came." : "What else came:");
            foreach (var e in _unexpected.TakeLast(Most)) text.AppendLine().Append("  ").Append(Say(e));
        }
    }

    public static string Say(Event e) => $"'{e.Name}'{(e.Data is { } data ? $" with {data}" : "")}{(e.Target is { } target ? $" from {target.Path}" : "")}";
}
