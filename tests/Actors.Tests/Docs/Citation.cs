namespace Actors.Tests.Docs;

/// <summary>A clause that a comment, a page or a test names.</summary>
/// <param name="Clause">Such as <c>E3</c>, <c>Transports 16</c>, or the letter of a section.</param>
/// <param name="File">Its path below the repository's root.</param>
/// <param name="Line">From 1.</param>
/// <param name="IsTrait">Whether it is a trait of a test, and no text.</param>
internal sealed record Citation(string Clause, string File, int Line, bool IsTrait)
{
    public override string ToString() => $"{File}:{Line} cites {Clause}";
}
