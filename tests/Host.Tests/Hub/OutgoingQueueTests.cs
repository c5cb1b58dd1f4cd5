using System.Text;
using Actors.Application.Hub;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Application.Tests.Hub;

public sealed class OutgoingQueueTests
{
    private readonly HubQueues _queues = new(new HubOptions(), new HubClients(), WorkerSystem.Default, NullLogger<HubQueues>.Instance);
    private readonly OutgoingQueue _queue;

    public OutgoingQueueTests() => _queue = new OutgoingQueue(_queues);

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

    [Fact]
    public void Count_QueueOfAClientThatKeepsUp_CountsNothing()
    {
        for (var i = 0; i < 100; i++) _queue.Add(new byte[1000]);
        TakeAll();

        _queue.Count();
        _queue.Add(new byte[1000]);

        Assert.Equal(0, _queues.Bytes);
    }

    [Fact]
    public void Count_LinesThatOthersWaitForToo_AreCountedOnce()
    {
        const int size = 100_000;
        var lines = new HubLines("a", new byte[size]);
        var others = Enumerable.Range(0, 10).Select(_ => new OutgoingQueue(_queues)).ToArray();

        foreach (var other in others)
        {
            other.Add(lines);
            other.Count();
        }

        Assert.InRange(_queues.Bytes, size, size + 1000);
        foreach (var other in others[..9]) other.Clear();
        Assert.InRange(_queues.Bytes, size, size + 1000);
        Assert.True(others[9].TryTake(out _));
        Assert.Equal(0, _queues.Bytes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Count_PiecesOfAllSizesBeforeAndAfter_EndsAtNothing(bool isTaken)
    {
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 300; i++) AddPiece(i);
            _queue.Count();
            for (var i = 0; i < 10; i++) _queue.TryTake(out _);
            for (var i = 0; i < 300; i++) AddPiece(i);
            Assert.InRange(_queues.Bytes, _queue.Bytes, _queue.Bytes * 3);

            if (isTaken) TakeAll();
            else _queue.Clear();

            Assert.Equal((0, 0), (_queue.Bytes, _queues.Bytes));
        }

        void AddPiece(int i)
        {
            var bytes = new byte[(i * 37 % 2000) + 1];
            if (i % 2 == 0) _queue.Add(bytes);
            else _queue.Add(new HubLines("a", bytes));
        }
    }

    [Fact]
    public void Add_MuchInOneTurn_IsCountedThoughNobodyAsked()
    {
        for (var i = 0; i < 20; i++) _queue.Add(new byte[100_000]);

        Assert.InRange(_queues.Bytes, 2_000_000, 2_010_000);
    }

    [Fact]
    public void CountLines_OfPiecesOfAllSizes_IsTheirNumber()
    {
        for (var i = 0; i < 50; i++) _queue.Add(Encoding.ASCII.GetBytes($"{new string('x', i * 10)}\nnext\n"));

        Assert.Equal(100, _queue.CountLines());
        Assert.Equal(100, TakeAll().Count(static character => character == '\n'));
    }

    private string TakeAll()
    {
        var text = new StringBuilder();
        while (_queue.TryTake(out var piece)) text.Append(Encoding.ASCII.GetString(piece.Span));
        return text.ToString();
    }
}
