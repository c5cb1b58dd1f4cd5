namespace Actors.Tests.Docs;

/// <summary>The search for citations, on texts that are made up: if it found nothing, the tests of the specification would prove nothing.</summary>
public sealed class CitationsTests
{
    [Theory]
    [InlineData("(spec Z1)", "Z1")]
    [InlineData("Spec Z1: how it is.", "Z1")]
    [InlineData("before (spec Z1, Z12 and Y3), after", "Z1;Z12;Y3")]
    [InlineData("Spec Z2 to Z5 under load", "Z2;Z3;Z4;Z5")]
    [InlineData("the sections (spec Z, Y2)", "Z;Y2")]
    [InlineData("(spec Z1, transports 90)", "Z1;Transports 90")]
    [InlineData("Transports 90, 92 to 94 and 99: ends.", "Transports 90;Transports 92;Transports 93;Transports 94;Transports 99")]
    [InlineData("as it must (Z1), and also (Z2 or Z3)", "Z1;Z2;Z3")]
    [InlineData("The transports carry 90 bytes, as a specification Z1 may say; Z2 and (Z3 bytes) are none.", "")]
    public void InSource_Comment_FindsItsCitations(string comment, string clauses)
    {
        Assert.Equal(clauses, Found(Citations.InSource("A.cs", $"// {comment}\nclass A;")));
        Assert.Equal(clauses, Found(Citations.InSource("A.cs", $"/// <summary>{comment}</summary>\nclass A;")));
        Assert.Equal(clauses, Found(Citations.InMarkdown("a.md", comment)));
    }

    [Fact]
    public void InSource_CitationOverTwoLines_IsFoundAtItsLine()
    {
        var found = Citations.InSource("A.cs", "class A\n{\n    // One line (spec\n    // Z1, Z2) and another\n    int b; /* spec Z3 */\n}");

        Assert.Equal([("Z1", 4), ("Z2", 4), ("Z3", 5)], found.Select(static cited => (cited.Clause, cited.Line)));
    }

    [Fact]
    public void InSource_Traits_AreCitationsAndTextsAreNone()
    {
        const string Source =
            """
            class A
            {
                // [Trait("Spec", "Z3")]
                [Fact, Trait("Spec", "Z1")]
                [Trait("Transports", "90")]
                [Trait("Other", "Z2")]
                void B() => Write("(spec Z4) [Trait(\"Spec\", \"Z5\")]");
            }
            """;

        var found = Citations.InSource("A.cs", Source);

        Assert.Equal("Z1;Transports 90", Found(found));
        Assert.All(found, static cited => Assert.True(cited.IsTrait));
        Assert.Equal("A.cs:4 cites Z1", found[0].ToString());
    }

    [Fact]
    public void InMarkdown_Code_IsNoText()
    {
        var found = Citations.InMarkdown("a.md", "`spec Z1`\n\n```csharp\n// (spec Z2)\n```\n\nA rule (spec Z3).");

        Assert.Equal([("Z3", 7)], found.Select(static cited => (cited.Clause, cited.Line)));
    }

    [Fact]
    public void SpecPage_Headings_AreClausesAndSections()
    {
        var page = new SpecPage("# Spec\n\n## Z. Last\n\n### Z1\n\nA rule.\n\n### Z2\n\n### Transports 90\n\nAnother.\n\n### Notes\n\n```\n### Z3\n```\n");

        Assert.Equal(["Z1", "Z2", "Transports 90"], page.Clauses);
        Assert.Equal(["Z"], page.Sections);
        Assert.Equal(["Z2"], page.Empty);
    }

    private static string Found(IEnumerable<Citation> citations) => string.Join(';', citations.Select(static cited => cited.Clause));
}
