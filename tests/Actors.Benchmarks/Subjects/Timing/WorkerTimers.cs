namespace Actors.Benchmarks.Subjects.Timing;

/// <summary>Timers of one worker.</summary>
internal sealed class WorkerTimers : TimersSubject
{
    private readonly LaterHandle[] _timers = new LaterHandle[Count];
    private WorkerSystem _system = null!;
    private Worker _worker = null!;

    public override void Prepare()
    {
        _system = new WorkerSystem(new() { Engine = WorkerEngine.Embedded });
        _worker = _system.Start();
    }

    public override void StopPending()
    {
        Action never = FailEarly;
        for (var i = 0; i < Count; i++) _timers[i] = _worker.Later(never, FarDelays[i]);
        foreach (var timer in _timers) timer.Stop();
    }

    public override Task RunSoonAsync()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var left = Count;
        Action run = () =>
        {
            if (--left == 0) done.SetResult();
        };
        for (var i = 0; i < Count; i++) _timers[i] = _worker.Later(run, Soon);
        return done.Task;
    }

    public override async Task CleanUpAsync()
    {
        await _system.DisposeAsync();
        Array.Clear(_timers);
    }
}
