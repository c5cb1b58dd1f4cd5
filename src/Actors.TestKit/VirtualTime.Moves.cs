using System.Text;
using Actors.TestKit.Clock;
using Actors.TestKit.Watching;

namespace Actors.TestKit;

/// <content>How it moves: one step at a time, on the thread pool, whenever nothing else happens.</content>
public sealed partial class VirtualTime
{
    /// <summary>Under the lock, as all of these.</summary>
    private readonly List<ClockRun> _runs = [];

    private readonly List<WatchedEngine> _engines = [];

    /// <summary>What flows that do not hold the clock wait for.</summary>
    private readonly Dictionary<WatchedMailbox, List<Task>> _overtaken = [];

    private int _holds;
    private int _blockingRuns;

    /// <summary>One thread moves the clock at a time.</summary>
    private bool _isMoving;

    internal void LetRun(WatchedMailbox mailbox, List<Task> tasks)
    {
        lock (_gate) _overtaken[mailbox] = tasks;
    }

    internal void LetRunEnded(WatchedMailbox mailbox)
    {
        lock (_gate) _overtaken.Remove(mailbox);
    }

    internal void Forget(WatchedEngine engine)
    {
        lock (_gate) _engines.Remove(engine);
    }

    /// <summary>What every worker waits for, for the message of an exception.</summary>
    internal string Describe(string what)
    {
        WatchedEngine[] engines;
        lock (_gate) engines = [.. _engines];
        var text = new StringBuilder(what).Append(FormattableString.Invariant($" The clock stands at {GetUtcNow():yyyy-MM-dd HH:mm:ss.fff}."));
        foreach (var engine in engines)
        {
            if (engine.System is { } system) SystemReport.Append(text, system);
        }

        return text.ToString();
    }

    /// <summary>Has somebody look whether the clock is to move. Never here and now: the caller may hold locks.</summary>
    private void Poke()
    {
        lock (_gate)
        {
            if (_isMoving || !IsAwaited) return;
            _isMoving = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static time => time.Move(), this, preferLocal: false);
    }

    private void Move()
    {
        while (true)
        {
            VirtualTimer? timer = null;
            ClockRun[] stuck = [];
            WatchedEngine[] waiting = [];
            lock (_gate)
            {
                // First of all: what the last turn led to is seen by all that is asked after it.
                var isStill = Activity.IsStill || _ignoresOutside;
                FinishRuns(static run => run.IsMet);
                _ignoresOutside &= _runs.Exists(static run => !run.IsTold);
                var mayMove = isStill && _holds == 0 && IsAwaited && !IsATaskOnItsWay;
                if (!mayMove || (!TryFinishAtLimit() && !TryTakeNext(out timer)))
                {
                    _isMoving = false;
                    if (mayMove) (stuck, waiting) = TakeStuck();
                    if (stuck.Length + waiting.Length == 0) return;
                }
            }

            if (stuck.Length + waiting.Length > 0)
            {
                Fail(stuck, waiting);
                return;
            }

            Fire(timer);
        }
    }

    /// <summary>Whether somebody waits for the clock.</summary>
    private bool IsAwaited =>
        _runs.Count > 0 || (_mode == ClockMode.Automatic && (_blockingRuns > 0 || _engines.Exists(static engine => engine.IsMainWaiting)));

    /// <summary>A task that has ended tells its waiting flow by way of the thread pool, where nobody sees it.</summary>
    private bool IsATaskOnItsWay => _overtaken.Values.Any(static tasks => tasks.Exists(static task => task.IsCompleted));

    private bool TryFinishAtLimit()
    {
        if (_runs.Min(static run => run.Limit) is not { } limit || _timers.Min?.Due <= limit) return false;
        if (limit > _now) _now = limit;
        FinishRuns(run => run.Limit <= limit);
        return true;
    }

    private bool TryTakeNext(out VirtualTimer? timer)
    {
        timer = _timers.Min is { } next ? Take(next) : null;
        return timer is not null;
    }

    private void FinishRuns(Predicate<ClockRun> isOver) => _runs.RemoveAll(run =>
    {
        if (!isOver(run)) return false;
        run.Finish();
        return true;
    });

    private void Fire(VirtualTimer? timer)
    {
        if (timer is null) return;
        Activity.Begin();
        timer.Fire();
        Activity.End();
    }

    /// <summary>Who waits for what can never come.</summary>
    private (ClockRun[] Runs, WatchedEngine[] Engines) TakeStuck()
    {
        var runs = _runs.FindAll(static run => run.CanBeStuck);
        _runs.RemoveAll(static run => run.CanBeStuck);
        return ([.. runs], _mode == ClockMode.Automatic ? [.. _engines.FindAll(static engine => engine.IsMainWaiting)] : []);
    }

    private void Fail(ClockRun[] stuck, WatchedEngine[] waiting)
    {
        var error = Describe("Nothing can happen any more: no timer is pending, no worker runs, and nothing is queued.");
        foreach (var run in stuck) run.Fail(new StandstillException(error));
        foreach (var engine in waiting) engine.FailMain(new StandstillException(error));
    }
}
