namespace Actors.Benchmarks.Ratios;

/// <summary>What came out of a row.</summary>
/// <param name="Row">The row.</param>
/// <param name="Ratio">The peer's cost over ours: above one, this library is the better one.</param>
internal sealed record RatioResult(RatioRow Row, double Ratio)
{
    public bool IsShort => Ratio < Row.Floor;

    public override string ToString() =>
        FormattableString.Invariant($"{Row.Name} {Ratio:0.000} {Row.Floor:0.0} {(IsShort ? "short" : "ok")}");
}
