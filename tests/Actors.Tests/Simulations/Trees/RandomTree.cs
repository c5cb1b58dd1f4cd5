using Actors.TestKit;
using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Trees;

/// <summary>Workers of all kinds in a tree of random shape, with an account of every event that is fired at them.</summary>
internal sealed class RandomTree
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly int[] Sizes = [3, 10, 30, 200];

    private readonly Simulation _simulation;
    private readonly StateWatch _watch = new();
    private readonly List<Worker> _workers = [];

    /// <summary>Each event's worker, and how often it was handled or rejected.</summary>
    private readonly List<(Worker Worker, int Ends)> _fired = [];

    public RandomTree(Simulation simulation)
    {
        _simulation = simulation;
        simulation.System.DeadLetters.Stream.Sub();
        Listen(DeadLetters.Name, letter => Note(letter.Data.Event));
        for (var count = 1 + simulation.Choose(Sizes[simulation.Choose(Sizes.Length)]); count > 0; count--) Plant();
        simulation.AfterPiece(_watch.Look);
    }

    public int Count => _workers.Count;

    public int Fired => _fired.Count;

    public long Moves => _watch.Moves;

    /// <summary>One thing that happens to one worker, whichever.</summary>
    public async Task Disturb()
    {
        var worker = Any();
        switch (_simulation.Choose(13))
        {
            case 0 or 1 or 2 or 3:
                for (var count = _simulation.Choose(4); count >= 0; count--) Fire(worker);
                break;
            case 4:
                worker.Pause();
                break;
            case 5 or 6:
                worker.Resume();
                break;
            case 7:
                worker.Stop();
                break;
            case 8:
                TryStart(worker);
                break;
            case 9:
                worker.Fire(_simulation.Choose(2) == 0 ? "FAIL" : "RETURN");
                break;
            case 10:
                worker.Fire(new Event("NOISE", bubble: true, broadcast: true));
                break;
            case 11:
                await Hold(worker);
                break;
            default:
                await Sleep(_simulation.Choose(20) * Second / 10);
                break;
        }

        _watch.Look();
    }

    /// <summary>Stops all of it, and settles the account.</summary>
    public async Task End()
    {
        foreach (var worker in _workers)
        {
            worker.Stop();
            _watch.Look();
        }

        foreach (var worker in _workers.Where(static worker => worker.State != WorkerState.Created)) await Wait(worker);
        await Sleep(60 * Second);

        Assert.All(_workers, static worker => Assert.False(worker.IsRunning));
        Assert.All(_fired, static fired => Assert.InRange(fired.Ends, 0, 1));
        Assert.Equal(_workers.Sum(static worker => worker.DroppedEvents), _simulation.System.DroppedEvents);
        foreach (var missing in _fired.Where(static fired => fired.Ends == 0).CountBy(static fired => fired.Worker))
        {
            // Other events may have been dropped too.
            Assert.InRange(missing.Value, 0, missing.Key.DroppedEvents);
        }
    }

    /// <summary>Pauses it and all below it; whatever else happens to them comes meanwhile.</summary>
    private async Task Hold(Worker worker)
    {
        var timers = _simulation.Choose(2) == 0 ? PauseTimers.Frozen : PauseTimers.RunOn;
        using var pause = await worker.PauseAsync(new() { Timers = timers });
        for (var count = _simulation.Choose(4); count >= 0; count--) Fire(Any());
        if (_simulation.Choose(4) == 0) Any().Stop();
        await Sleep(_simulation.Choose(20) * Second / 10);
    }

    private Worker Any() => _workers[_simulation.Choose(_workers.Count)];

    private void Fire(Worker worker)
    {
        _fired.Add((worker, 0));
        worker.Fire("E", _fired.Count - 1);
    }

    private void Plant()
    {
        var isRoot = _workers.Count == 0 || _simulation.Choose(10) == 0;
        var worker = _simulation.System.Create(Live, new()
        {
            Parent = isRoot ? WorkerParent.None : Any(),
            IsDaemon = _simulation.Choose(8) == 0 ? true : null,
            LogFailures = false,
            Mailbox = Mailbox(),
            Restart = _simulation.Choose(4) == 0 ? RestartPolicy.OnFailure : null,
            Supervision = _simulation.Choose(4) == 0 ? new() { OnFailure = (ChildFailure)_simulation.Choose(5) } : null,
        });
        worker.Listen("E", Note);
        _workers.Add(worker);
        _watch.Add(worker);
        TryStart(worker);
        _watch.Look();
    }

    private MailboxOptions Mailbox() => _simulation.Choose(5) switch
    {
        0 => new() { Capacity = 1 + _simulation.Choose(3), FullMode = MailboxFullMode.DropNewest },
        1 => new() { Capacity = 1 + _simulation.Choose(3), FullMode = MailboxFullMode.Reject },
        _ => MailboxOptions.Unbounded,
    };

    private static void TryStart(Worker worker)
    {
        try
        {
            worker.Start();
        }
        catch (InvalidOperationException)
        {
            // Its parent does not run.
        }
    }

    private void Note(Event e)
    {
        if (e.Data is int number) _fired[number] = _fired[number] with { Ends = _fired[number].Ends + 1 };
    }

    private async Task Live()
    {
        try
        {
            while (true)
            {
                var e = await WaitUntil(static e => e.Name is "FAIL" or "RETURN" or "E", (1 + _simulation.Choose(20)) * Second);
                if (e?.Name == "FAIL") throw new InvalidDataException("told to fail");
                if (e?.Name == "RETURN") return;
                if (_simulation.Choose(2) == 0) await Sleep(_simulation.Choose(10) * Second / 10);
            }
        }
        finally
        {
            if (_simulation.Choose(2) == 0) await Sleep(_simulation.Choose(10) * Second / 10);
        }
    }
}
