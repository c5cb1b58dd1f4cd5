using static Actors.CurrentWorker;

namespace Actors.Benchmarks.Subjects.Spawning;

/// <summary>Starts workers, until the last one is about to park.</summary>
internal sealed class WorkerSpawning(Place? place = null) : TimedSubject
{
    public const int Count = 150_000;

    private readonly Place _place = place ?? Place.Default;
    private readonly Worker[] _workers = new Worker[Count];
    private WorkerSystem _system = null!;
    private Countdown _started = null!;

    public override void Prepare()
    {
        _system = _place.Open();
        _started = new Countdown(Count);
    }

    public override Task RunAsync()
    {
        var started = _started;
        for (var i = 0; i < Count; i++)
        {
            _workers[i] = _system.Start(async () =>
            {
                started.Signal();
                await WaitForever();
            });
        }

        return started.Done;
    }

    public override async Task CleanUpAsync()
    {
        await _place.CloseAsync(_system);
        Array.Clear(_workers);
    }
}
