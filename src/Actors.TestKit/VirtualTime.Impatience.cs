using Actors.TestKit.Watching;

namespace Actors.TestKit;

/// <content>Where something outside does not come: whoever waits is told, or goes on without it, instead of hanging.</content>
public sealed partial class VirtualTime
{
    /// <summary>Looks now and then, in real time, while there are systems.</summary>
    private ITimer? _impatience;

    private long _turnsBefore;

    /// <summary>Something outside has held the clock for too long, and who awaits a stop or a completion cannot be told: the clock goes on
    /// without it, so that a shutdown's own timeout comes.</summary>
    private bool _ignoresOutside;

    /// <summary>Under the lock.</summary>
    private ITimer StartImpatience()
    {
        _turnsBefore = Activity.Turns;
        return System.CreateTimer(static time => ((VirtualTime)time!).LosePatience(), this, Patience, Patience);
    }

    private void LosePatience()
    {
        WatchedEngine[] waiting;
        lock (_gate)
        {
            if (_engines.Count == 0)
            {
                _impatience?.Dispose();
                _impatience = null;
                return;
            }

            var before = _turnsBefore;
            _turnsBefore = Activity.Turns;
            if (!IsAwaited || before != _turnsBefore || Activity.IsStill || _holds > 0) return;
            waiting = _mode == ClockMode.Automatic ? [.. _engines.FindAll(static engine => engine.IsMainWaiting)] : [];
            _ignoresOutside = _runs.Exists(static run => !run.IsTold);
        }

        var error = Describe($"Nothing has happened for {Patience} of real time.");
        foreach (var engine in waiting) engine.FailMain(new StandstillException(error));
        Poke();
    }
}
