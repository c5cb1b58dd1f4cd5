using static Actors.CurrentWorker;

namespace Actors.Benchmarks.Subjects.Firing;

/// <summary>Producers fire at one worker, until its one listener has handled everything.</summary>
internal sealed class WorkerFiring(int producers) : TimedSubject
{
    public const int Events = 4_000_000;

    private WorkerSystem _system = null!;
    private Worker _worker = null!;
    private TaskCompletionSource _done = null!;

    public override void Prepare()
    {
        _done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _system = new WorkerSystem();
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

    public override async Task CleanUpAsync() => await _system.DisposeAsync();
}
