using Actors.Events;

namespace Actors.TestKit;

/// <summary>Lets go wrong what the options ask for, where the seed says.</summary>
internal sealed class FaultInjector
{
    private readonly SimulationLoop _loop;
    private readonly SeededRandom _random;
    private readonly FaultPlan _listeners;
    private readonly FaultPlan _lateTimers;
    private readonly FaultPlan _stops;
    private readonly FaultPlan _slowWorkers;

    public FaultInjector(SimulationLoop loop, SimulationOptions options, SeededRandom random)
    {
        _loop = loop;
        _random = random;
        _listeners = Plan(SimulationFaults.Listeners);
        _lateTimers = Plan(SimulationFaults.LateTimers);
        _stops = Plan(SimulationFaults.Stops);
        _slowWorkers = Plan(SimulationFaults.SlowWorkers);

        FaultPlan Plan(SimulationFaults kind) => new((options.Faults & kind) != 0, options.MostFaults, random);
    }

    /// <summary>The worker that runs the scenario; it is never told to stop.</summary>
    public Worker? Scenario { get; set; }

    public TimeSpan Delay() => _lateTimers.Strikes() ? TimeSpan.FromMilliseconds(1 + _random.Next(10_000)) : TimeSpan.Zero;

    public void MayFail(string what)
    {
        if (!_listeners.Strikes()) return;
        _loop.Note($"fault: {what} fails");
        throw new SimulatedFault($"The simulation lets '{what}' fail.");
    }

    /// <summary>An event is about to be handled: a listener of it may throw.</summary>
    public void OnTaken(SimulatedMailbox mailbox, MailboxItem item)
    {
        if ((item as Event ?? (item as Delivery)?.Event) is not { Control: ControlKind.None } e || !_listeners.Strikes()) return;
        _loop.Note($"fault: a listener of {e.Name} throws");
        mailbox.Flow.Owner.Listeners.Add(new SyncListener(
            e.Name,
            static e => throw new SimulatedFault($"The simulation lets a listener of '{e.Name}' throw."),
            new ListenerOptions { Once = true, Permanent = false, Priority = _random.Next(3) - 1 }));
    }

    /// <summary>Between two pieces every worker stands at a wait point, or awaits something foreign.</summary>
    /// <param name="canWait">Whether anything is ready, so that the clock need not go on.</param>
    public void BetweenPieces(bool canWait)
    {
        if (canWait && _slowWorkers.Strikes() && _loop.Time.TryJump())
        {
            _loop.Pieces.OnClock();
            _loop.Note("fault: the clock does not wait for the workers");
        }

        if (_stops.Strikes()) StopOne();
    }

    private void StopOne()
    {
        var candidates = _loop.Places
            .Select(static place => (Worker)place.Flow.Owner)
            .Where(worker => worker != Scenario && worker is { IsMain: false, State: WorkerState.Running or WorkerState.Paused })
            .ToArray();
        if (candidates.Length == 0) return;
        var worker = candidates[_random.Next(candidates.Length)];
        _loop.Note($"fault: {worker.Path} is told to stop");
        worker.Stop();
    }
}
