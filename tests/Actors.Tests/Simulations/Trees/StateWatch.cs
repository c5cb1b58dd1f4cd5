namespace Actors.Tests.Simulations.Trees;

/// <summary>Sees that states move only as the spec lets them (L1).</summary>
internal sealed class StateWatch
{
    private readonly List<Worker> _workers = [];
    private readonly List<WorkerState> _states = [];

    public long Moves { get; private set; }

    public void Add(Worker worker)
    {
        _workers.Add(worker);
        _states.Add(worker.State);
    }

    /// <summary>Looks at all of them, which moves none by more than a step: to be called behind each piece, and each call that moves one.</summary>
    public void Look()
    {
        for (var i = 0; i < _workers.Count; i++)
        {
            var (before, now) = (_states[i], _workers[i].State);
            if (before == now) continue;
            Assert.True(IsAllowed(before, now), $"{_workers[i].Path} went from {before} to {now}.");
            _states[i] = now;
            Moves++;
        }
    }

    private static bool IsAllowed(WorkerState from, WorkerState to) => (from, to) switch
    {
        // One that begins under a pause of its tree is paused in the same step.
        (WorkerState.Created or WorkerState.Completed or WorkerState.Stopped or WorkerState.Faulted, WorkerState.Running or WorkerState.Paused) => true,
        (WorkerState.Running, WorkerState.Paused or WorkerState.Stopping) => true,
        (WorkerState.Paused, WorkerState.Running or WorkerState.Stopping) => true,
        (WorkerState.Stopping, WorkerState.Completed or WorkerState.Stopped or WorkerState.Faulted) => true,
        _ => false,
    };
}
