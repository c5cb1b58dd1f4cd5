using static Actors.CurrentWorker;

namespace Actors.Benchmarks.Subjects.Footprint;

/// <summary>A parked worker with one listener.</summary>
internal sealed class WorkerFootprint : FootprintSubject
{
    private readonly Worker[] _workers = new Worker[Count];
    private WorkerSystem _system = null!;

    protected override void Prepare() => _system = new WorkerSystem(new() { Engine = WorkerEngine.Embedded });

    protected override void StartAll(Countdown started, Countdown handled)
    {
        for (var i = 0; i < Count; i++)
        {
            _workers[i] = _system.Start(async () =>
            {
                Listen(Message.Tick, _ => handled.Signal());
                started.Signal();
                await WaitForever();
            });
        }
    }

    protected override void SendToAll()
    {
        foreach (var worker in _workers) worker.Fire(Message.Tick, Message.Payload);
    }

    protected override async Task CleanUpAsync()
    {
        await _system.DisposeAsync();
        Array.Clear(_workers);
    }
}
