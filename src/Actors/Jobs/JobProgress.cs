namespace Actors;

/// <summary>How far a job has come.</summary>
/// <param name="Fraction">From 0 to 1; null when nobody knows.</param>
/// <param name="Text">For people; null when there is nothing to say.</param>
public sealed record JobProgress(double? Fraction = null, string? Text = null)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        var fraction = Fraction is { } part ? FormattableString.Invariant($"{part * 100:0.#} %") : null;
        return fraction is not null && Text is not null ? $"{fraction}, {Text}" : fraction ?? Text ?? "";
    }
}
