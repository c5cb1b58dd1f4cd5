namespace Actors.TestKit;

/// <summary>Tells the simulation's thread from others, and keeps the first call of another one.</summary>
/// <remarks>When such a call comes depends on the machine: no seed can replay it. So it fails the scenario, with a word of what to do, and
/// a simulation never waits in real time for one.</remarks>
/// <param name="areWelcome">For the conformance suite, whose tests stand outside: nothing can be replayed then.</param>
internal sealed class ForeignCalls(bool areWelcome)
{
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private volatile bool _isOver;
    private volatile string? _report;

    /// <summary>Whether the calling thread is another one than the simulation's.</summary>
    public bool AreElsewhere => Environment.CurrentManagedThreadId != _thread;

    /// <summary>Whether what the calling thread brings is not to be taken.</summary>
    public bool AreUnwelcome => _isOver || (!areWelcome && AreElsewhere);

    public string? Report => _report;

    /// <returns>False when the simulation is over: the item finds nobody.</returns>
    public bool TryReport(SimulatedMailbox mailbox, MailboxItem item)
    {
        if (_isOver) return false;
        _report ??= $"worker '{mailbox.Path}' got something from another thread ({item.Kind}), which no seed can replay. A foreign await " +
            "(Task.Run, Task.Delay, I/O, ConfigureAwait(false)) leaves the simulation: await the library's own waits, give timers the " +
            "system's TimeProvider, and put a double where the scenario meets the world outside.";
        return true;
    }

    public void End() => _isOver = true;
}
