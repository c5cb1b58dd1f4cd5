namespace Actors.Benchmarks.Subjects.Tcp;

/// <summary>What an idle connection may cost.</summary>
internal sealed class IdleBudget : Subject
{
    public override string Unit => "bytes";

    public override Task<double> MeasureAsync() => Task.FromResult(10 * 1024.0);
}
