using Actors.TestKit;

namespace Actors.Tests.Simulations;

/// <summary>A seed gives the same numbers everywhere and for ever.</summary>
public sealed class SeededRandomTests
{
    [Theory]
    [InlineData(0, 0x99EC5F36CB75F2B4, 0xBF6E1F784956452A, 0x1A5F849D4933E6E0)]
    [InlineData(1, 0xB3F2AF6D0FC710C5, 0x853B559647364CEA, 0x92F89756082A4514)]
    [InlineData(-1, 0x8F5520D52A7EAD08, 0xC476A018CAA1802D, 0x81DE31C0D260469E)]
    public void NextNumber_OfASeed_IsWhatXoshiroGives(long seed, ulong first, ulong second, ulong third)
    {
        var random = new SeededRandom(seed);

        Assert.Equal([first, second, third], [random.NextNumber(), random.NextNumber(), random.NextNumber()]);
    }

    [Fact]
    public void Next_OfACount_ReachesAllBelowItAlike()
    {
        var random = new SeededRandom(42);
        var counts = new int[10];
        for (var i = 0; i < 10_000; i++) counts[random.Next(10)]++;

        Assert.All(counts, static count => Assert.InRange(count, 850, 1150));
    }
}
