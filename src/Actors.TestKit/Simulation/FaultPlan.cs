namespace Actors.TestKit;

/// <summary>At which opportunities one kind of fault strikes in one run.</summary>
internal sealed class FaultPlan
{
    private readonly int[] _at;
    private int _count;

    public FaultPlan(bool isOn, int most, SeededRandom random)
    {
        // The numbers are drawn whether it is on or not: turning one fault off leaves the others where they were.
        var at = new int[most];
        for (var i = 0; i < most; i++) at[i] = random.NextStep();
        _at = isOn ? at : [];
    }

    /// <summary>Counts an opportunity.</summary>
    public bool Strikes()
    {
        if (_at.Length == 0) return false;
        return Array.IndexOf(_at, _count++) >= 0;
    }
}
