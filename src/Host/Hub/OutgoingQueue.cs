namespace Actors.Application.Hub;

/// <summary>What a client has not been sent yet. Belongs to one flow.</summary>
/// <remarks>Pieces are queued as they are, since they are shared with other clients: a thousand who stand still cost one copy. Those that are
/// no larger than what it takes to refer to them are collected here. Small ones are put together when they go out, so that many of them
/// go in one call. Every piece ends with a line's end.</remarks>
internal sealed class OutgoingQueue
{
    /// <summary>A copy of so little costs no more than an array and a reference to it.</summary>
    private const int TinyPiece = 64;
    private const int SmallPiece = 1024;
    private const int ChunkSize = 8 * 1024;

    [ThreadStatic]
    private static byte[]? t_together;

    private readonly Queue<ReadOnlyMemory<byte>> _pieces = new();

    /// <summary>Collects tiny pieces; from <see cref="_start"/> to <see cref="_end"/> it is behind all of <see cref="_pieces"/>.</summary>
    private byte[] _chunk = [];
    private int _start;
    private int _end;

    public long Bytes { get; private set; }

    public void Add(ReadOnlyMemory<byte> piece)
    {
        Bytes += piece.Length;
        if (piece.Length > TinyPiece)
        {
            Seal();
            _pieces.Enqueue(piece);
            return;
        }

        if (piece.Length > _chunk.Length - _end)
        {
            Seal();
            _chunk = new byte[ChunkSize];
            _start = _end = 0;
        }

        piece.Span.CopyTo(_chunk.AsSpan(_end));
        _end += piece.Length;
    }

    /// <summary>Takes what goes out next: valid until the next call on this thread.</summary>
    public bool TryTake(out ReadOnlyMemory<byte> piece)
    {
        Seal();
        if (!_pieces.TryDequeue(out piece)) return false;
        if (IsSmall(piece) && _pieces.TryPeek(out var next) && IsSmall(next)) piece = PutTogether(piece);
        Bytes -= piece.Length;
        return true;
    }

    public void Clear()
    {
        _pieces.Clear();
        _start = _end;
        Bytes = 0;
    }

    private static bool IsSmall(ReadOnlyMemory<byte> piece) => piece.Length <= SmallPiece;

    private ReadOnlyMemory<byte> PutTogether(ReadOnlyMemory<byte> first)
    {
        var together = t_together ??= new byte[ChunkSize];
        first.CopyTo(together);
        var length = first.Length;
        while (_pieces.TryPeek(out var next) && IsSmall(next) && length + next.Length <= ChunkSize)
        {
            next.CopyTo(together.AsMemory(length));
            length += next.Length;
            _pieces.Dequeue();
        }

        return together.AsMemory(0, length);
    }

    /// <summary>Queues what is collected. Later pieces are written behind it, never over it: it may be on its way.</summary>
    private void Seal()
    {
        if (_start == _end) return;
        _pieces.Enqueue(_chunk.AsMemory(_start.._end));
        _start = _end;
    }
}
