namespace Actors.TestKit;

/// <summary>The piece with the highest priority; at a few random steps the one that would run falls behind all others (PCT).</summary>
/// <remarks>A bug that needs d such decisions is found with a probability of about one in workers × steps^(d-1), however the steps
/// lie.</remarks>
internal sealed class PriorityChooser : PieceChooser
{
    /// <summary>The longest run for which changes are planned. From there on the choice is uniform: one that goes round for ever must
    /// not keep the others from ending it.</summary>
    private const int PlannedSteps = 4096;

    private readonly SeededRandom _random;
    private readonly int[] _changes;
    private ulong _lowest = 1024;
    private int _step;

    public PriorityChooser(SeededRandom random)
    {
        _random = random;
        _changes = new int[random.Next(5)];
        for (var i = 0; i < _changes.Length; i++) _changes[i] = random.NextStep();
    }

    public override int Choose(List<Runnable> ready)
    {
        if (_step++ > PlannedSteps) return _random.Next(ready.Count);
        var first = Highest(ready);
        if (Array.IndexOf(_changes, _step) < 0) return first;
        ready[first].Priority = _lowest--;
        return Highest(ready);
    }

    public override bool Interrupts(Runnable? running, List<Runnable> ready) =>
        running is not null && _step <= PlannedSteps && ready.Exists(other => other.Priority > running.Priority);

    private static int Highest(List<Runnable> ready)
    {
        var highest = 0;
        for (var i = 1; i < ready.Count; i++)
        {
            if (ready[i].Priority > ready[highest].Priority) highest = i;
        }

        return highest;
    }
}
