namespace Actors.Application.Hub;

/// <summary>What a client has not been sent yet. Belongs to one flow.</summary>
/// <remarks>Large pieces are queued as they are, since they are shared with other clients; small ones are collected, so that many of
/// them go out in one call. Every piece ends with a line's end.</remarks>
internal sealed class OutgoingQueue
{
    private const int SmallPiece = 1024;
    private const int ChunkSize = 8 * 1024;

    private readonly Queue<ReadOnlyMemory<byte>> _pieces = new();

    /// <summary>Collects small pieces; from <see cref="_start"/> to <see cref="_end"/> it is behind all of <see cref="_pieces"/>.</summary>
    private byte[] _chunk = [];
    private int _start;
    private int _end;

    public long Bytes { get; private set; }

    public void Add(ReadOnlyMemory<byte> piece)
    {
        Bytes += piece.Length;
        if (piece.Length > SmallPiece)
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

    public bool TryTake(out ReadOnlyMemory<byte> piece)
    {
        if (_pieces.Count == 0) Seal();
        if (!_pieces.TryDequeue(out piece)) return false;
        Bytes -= piece.Length;
        return true;
    }

    public void Clear()
    {
        _pieces.Clear();
        _start = _end;
        Bytes = 0;
    }

    /// <summary>Queues what is collected. Later pieces are written behind it, never over it: it may be on its way.</summary>
    private void Seal()
    {
        if (_start == _end) return;
        _pieces.Enqueue(_chunk.AsMemory(_start.._end));
        _start = _end;
    }
}
