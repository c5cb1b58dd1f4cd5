using System.Runtime.CompilerServices;
using Akka.Actor;

namespace Actors.Engines.AkkaNet;

/// <summary>The timers that the scheduler of an actor system has, and forgets when it ends.</summary>
/// <remarks>One for all clocks of an actor system, which keeps for good what it is to call at its end.</remarks>
internal sealed class PendingTimers
{
    private static readonly ConditionalWeakTable<ActorSystem, PendingTimers> Systems = [];

    /// <summary>Its own lock.</summary>
    private readonly HashSet<SchedulerTimer> _timers = [];
    private bool _hasEnded;

    private PendingTimers(ActorSystem system) => system.RegisterOnTermination(End);

    public static PendingTimers Of(ActorSystem system) => Systems.GetValue(system, static system => new PendingTimers(system));

    /// <summary>Notes a timer that the scheduler is to have.</summary>
    /// <returns>False when the scheduler has ended.</returns>
    public bool TryAdd(SchedulerTimer timer)
    {
        lock (_timers)
        {
            if (!_hasEnded) _timers.Add(timer);
            return !_hasEnded;
        }
    }

    public void Remove(SchedulerTimer timer)
    {
        lock (_timers) _timers.Remove(timer);
    }

    private void End()
    {
        SchedulerTimer[] timers;
        lock (_timers)
        {
            _hasEnded = true;
            timers = [.. _timers];
            _timers.Clear();
        }

        foreach (var timer in timers) timer.LeaveScheduler();
    }
}
