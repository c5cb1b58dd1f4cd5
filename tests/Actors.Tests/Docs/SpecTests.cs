namespace Actors.Tests.Docs;

/// <summary>Every clause that code, tests and pages cite is in docs/spec.md, and a test proves every clause that is there.</summary>
public sealed class SpecTests
{
    private static readonly SpecPage Page = new(Repository.Read(SpecPage.File));

    private static readonly IReadOnlyList<Citation> Cited =
    [
        .. Repository.Files([".cs"], "src", "tests", "samples").SelectMany(static file => Citations.InSource(file, Repository.Read(file))),
        .. Repository.Files([".md"], "", "src", "tests", "samples", "docs").SelectMany(static file => Citations.InMarkdown(file, Repository.Read(file))),
    ];

    [Fact]
    public void Clauses_OfTheSpecification_AreThereOnceAndSaySomething()
    {
        Assert.NotEmpty(Page.Clauses);
        Assert.Empty(Page.Clauses.GroupBy(static clause => clause).Where(static same => same.Count() > 1).Select(static same => same.Key));
        Assert.Empty(Page.Empty);
    }

    [Fact]
    public void Citations_OfTheRepository_LeadToTheSpecification()
    {
        var unknown = Cited.Where(static cited => !Page.Clauses.Contains(cited.Clause) && (cited.IsTrait || !Page.Sections.Contains(cited.Clause)));

        Assert.True(!unknown.Any(), $"{SpecPage.File} has no such clause:{Lines(unknown)}");
    }

    [Fact]
    public void Clauses_OfTheSpecification_AreNamedByATest()
    {
        var unproved = Page.Clauses.Except(Cited.Where(static cited => cited.IsTrait).Select(static cited => cited.Clause));

        Assert.True(!unproved.Any(), $"No test has a trait that names these clauses of {SpecPage.File}:{Lines(unproved)}");
    }

    private static string Lines(IEnumerable<object> items) => string.Concat(items.Select(static item => $"{Environment.NewLine}  {item}"));
}
