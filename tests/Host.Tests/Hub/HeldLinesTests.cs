using System.Text;
using Actors.Application.Hub;

namespace Actors.Application.Tests.Hub;

public sealed class HeldLinesTests
{
    private readonly HeldLines _held = new();

    [Fact]
    public void TryTake_LinesOfAllKinds_GivesThemInOrder()
    {
        for (var round = 0; round < 2; round++)
        {
            _held.Add("PUB a \u0001"u8);
            _held.Add(""u8);
            _held.AddTooLong();
            _held.Add("\u0002"u8);

            Assert.Equal(["PUB a \u0001", "", "too long", "\u0002"], TakeAll());
            Assert.True(_held.IsEmpty);
        }
    }

    private List<string> TakeAll()
    {
        var lines = new List<string>();
        while (_held.TryTake(out var line, out var isTooLong)) lines.Add(isTooLong ? "too long" : Encoding.UTF8.GetString(line));
        return lines;
    }
}
