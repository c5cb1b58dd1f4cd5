using System.Text;
using Actors.Application.Hub;

namespace Actors.Application.Tests.Hub;

public sealed class OutgoingQueueTests
{
    private readonly OutgoingQueue _queue = new();

    [Fact]
    public void TryTake_SmallAndLargePieces_KeepsTheOrder()
    {
        var expected = new StringBuilder();
        for (var i = 0; i < 3000; i++)
        {
            var piece = i % 100 == 0 ? new string((char)('A' + (i % 26)), 2000) : $"line {i}\n";
            expected.Append(piece);
            _queue.Add(Encoding.ASCII.GetBytes(piece));
        }

        Assert.Equal(expected.Length, _queue.Bytes);
        Assert.Equal(expected.ToString(), TakeAll());
        Assert.Equal(0, _queue.Bytes);
    }

    [Fact]
    public void Add_WhileAPieceIsOnItsWay_DoesNotChangeIt()
    {
        _queue.Add("first\n"u8.ToArray());
        Assert.True(_queue.TryTake(out var piece));

        _queue.Add("second\n"u8.ToArray());

        Assert.Equal("first\n", Encoding.ASCII.GetString(piece.Span));
        Assert.Equal("second\n", TakeAll());
    }

    [Fact]
    public void Add_ManySmallPieces_AreTakenTogether()
    {
        for (var i = 0; i < 100; i++) _queue.Add("OK\n"u8.ToArray());

        Assert.True(_queue.TryTake(out var piece));

        Assert.Equal(300, piece.Length);
        Assert.False(_queue.TryTake(out _));
    }

    [Fact]
    public void Add_LinesThatOthersWaitForToo_KeepsNoCopy()
    {
        var line = new byte[900];
        _queue.Add(line);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) _queue.Add(line);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        Assert.Equal(1001 * 900, _queue.Bytes);
        Assert.Equal(1001 * 900, TakeAll().Length);
    }

    [Fact]
    public void Add_PiecesOfManySizes_AreTakenInFewCalls()
    {
        var expected = new StringBuilder();
        for (var i = 0; i < 200; i++)
        {
            var piece = new string((char)('a' + (i % 26)), (i * 37 % 300) + 1);
            expected.Append(piece);
            _queue.Add(Encoding.ASCII.GetBytes(piece));
        }

        var text = new StringBuilder();
        var calls = 0;
        for (; _queue.TryTake(out var piece); calls++) text.Append(Encoding.ASCII.GetString(piece.Span));

        Assert.Equal(expected.ToString(), text.ToString());
        Assert.InRange(calls, 1, 6);
    }

    [Fact]
    public void Clear_WithSmallAndLargePieces_ForgetsAll()
    {
        _queue.Add(new byte[5000]);
        _queue.Add("small\n"u8.ToArray());

        _queue.Clear();
        _queue.Add("next\n"u8.ToArray());

        Assert.Equal(5, _queue.Bytes);
        Assert.Equal("next\n", TakeAll());
    }

    private string TakeAll()
    {
        var text = new StringBuilder();
        while (_queue.TryTake(out var piece)) text.Append(Encoding.ASCII.GetString(piece.Span));
        return text.ToString();
    }
}
