namespace Actors.Benchmarks.Subjects;

/// <summary>One side of a comparison: a piece of work that has a cost.</summary>
internal abstract class Subject
{
    /// <summary>What the cost is counted in; the same on both sides.</summary>
    public abstract string Unit { get; }

    /// <summary>Does the work once.</summary>
    /// <returns>What it cost; less is better.</returns>
    public abstract Task<double> MeasureAsync();
}
