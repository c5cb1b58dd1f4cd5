using static Actors.CurrentWorker;

namespace Actors.Benchmarks.Subjects.Firing;

/// <summary>Producers fire at one worker, until its one listener has handled everything.</summary>
internal sealed class WorkerFiring(int producers, Place? place = null) : TimedSubject
{
    public const int Events = 4_000_000;

    private readonly Place _place = place ?? Place.Default;
    private WorkerSystem _system = null!;
    private Worker _worker = null!;
    private TaskCompletionSource _done = null!;

    public override void Prepare()
    {
        _done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _system = _place.Open();
        _worker = _system.Start(async () =>
        {
            var left = Events;
            Listen(Message.Tick, _ =>
            {
                if (--left == 0) _done.SetResult();
            });
            await WaitForever();
        });
    }

    public override async Task RunAsync()
    {
        await Producers.RunAsync(producers, () =>
        {
            for (var i = Events / producers; i > 0; i--) _worker.Fire(Message.Tick, Message.Payload);
        });
        await _done.Task;
    }

    public override Task CleanUpAsync() => _place.CloseAsync(_system);
}
