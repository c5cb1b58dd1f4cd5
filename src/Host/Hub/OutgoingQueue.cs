namespace Actors.Application.Hub;

/// <summary>What a client has not been sent yet. Belongs to one flow.</summary>
/// <remarks>
/// <para>Pieces are queued as they are, since they are shared with other clients: a thousand who stand still cost one copy. Pieces that are
/// no larger than a reference to them are collected here. Small ones are put together when they go out, so that many of them go in one
/// call. Every piece ends with a line's end.</para>
/// <para>The memory is counted in <see cref="HubQueues"/> while it stays: from the moment at which the client is behind
/// (<see cref="Count"/>) until the queue is empty. A queue of a client that keeps up is never counted, which costs it nothing.</para>
/// </remarks>
internal sealed class OutgoingQueue(HubQueues queues)
{
    /// <summary>Bytes. A copy of so little costs no more than an array and a reference to it.</summary>
    private const int TinyPiece = 64;
    private const int SmallPiece = 1024;
    private const int ChunkSize = 8 * 1024;

    /// <summary>Bytes that are queued in one turn without being counted.</summary>
    private const int MostUncounted = 1024 * 1024;

    /// <summary>Bytes of an array and of the objects around it, and of a place in a queue; rounded up.</summary>
    private const int PieceCost = 96;
    private const int PlaceCost = 32;

    [ThreadStatic]
    private static byte[]? t_together;

    private readonly Queue<Piece> _pieces = new();

    /// <summary>Collects tiny pieces; from <see cref="_start"/> to <see cref="_end"/> it is behind all of <see cref="_pieces"/>.</summary>
    private byte[] _chunk = [];
    private int _start;
    private int _end;
    private bool _isCounted;

    public long Bytes { get; private set; }

    /// <summary>Queues bytes of this client's own.</summary>
    public void Add(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > TinyPiece) Enqueue(new Piece(bytes, null));
        else AddTiny(bytes.Span);
    }

    /// <summary>Queues lines that other clients may have queued too.</summary>
    public void Add(HubLines lines)
    {
        if (lines.Bytes.Length > TinyPiece) Enqueue(new Piece(lines.Bytes, lines));
        else AddTiny(lines.Bytes.Span);
    }

    /// <summary>From now on until it is empty its memory counts.</summary>
    public void Count()
    {
        if (_isCounted || Bytes == 0) return;
        _isCounted = true;
        var cost = (long)(_end - _start);
        foreach (var piece in _pieces) cost += CostOfHolding(piece);
        queues.Add(cost);
    }

    /// <summary>Takes what goes out next: valid until the next call on this thread.</summary>
    public bool TryTake(out ReadOnlyMemory<byte> bytes)
    {
        Seal();
        if (!_pieces.TryPeek(out var first))
        {
            bytes = default;
            return false;
        }

        Dequeue();
        bytes = first.Bytes;
        if (IsSmall(first) && _pieces.TryPeek(out var next) && IsSmall(next)) bytes = PutTogether(first);
        Bytes -= bytes.Length;
        if (Bytes == 0) _isCounted = false;
        return true;
    }

    /// <summary>How many lines it has. It looks through all of them.</summary>
    public long CountLines()
    {
        Seal();
        return _pieces.Sum(static piece => (long)piece.Bytes.Span.Count((byte)'\n'));
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        Seal();
        while (_pieces.Count > 0) Dequeue();
        Bytes = 0;
        _isCounted = false;
    }

    private static bool IsSmall(Piece piece) => piece.Bytes.Length <= SmallPiece;

    /// <summary>What the piece costs beyond what others who hold it have counted.</summary>
    private static long CostOfHolding(Piece piece) =>
        PlaceCost + (piece.Lines is null || piece.Lines.Hold() ? piece.Bytes.Length + PieceCost : 0);

    private static long CostOfReleasing(Piece piece) =>
        PlaceCost + (piece.Lines is null || piece.Lines.Release() ? piece.Bytes.Length + PieceCost : 0);

    private void Enqueue(Piece piece)
    {
        Seal();
        _pieces.Enqueue(piece);
        Bytes += piece.Bytes.Length;
        if (_isCounted) queues.Add(CostOfHolding(piece));
        else if (Bytes > MostUncounted) Count();
    }

    private void AddTiny(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _chunk.Length - _end)
        {
            Seal();
            _chunk = new byte[ChunkSize];
            _start = _end = 0;
        }

        bytes.CopyTo(_chunk.AsSpan(_end));
        _end += bytes.Length;
        Bytes += bytes.Length;
        if (_isCounted) queues.Add(bytes.Length);
        else if (Bytes > MostUncounted) Count();
    }

    private void Dequeue()
    {
        var piece = _pieces.Dequeue();
        if (_isCounted) queues.Remove(CostOfReleasing(piece));
    }

    private ReadOnlyMemory<byte> PutTogether(Piece first)
    {
        var together = t_together ??= new byte[ChunkSize];
        first.Bytes.CopyTo(together);
        var length = first.Bytes.Length;
        while (_pieces.TryPeek(out var next) && IsSmall(next) && length + next.Bytes.Length <= ChunkSize)
        {
            next.Bytes.CopyTo(together.AsMemory(length));
            length += next.Bytes.Length;
            Dequeue();
        }

        return together.AsMemory(0, length);
    }

    /// <summary>Queues what is collected. Later pieces are written behind it, never over it: it may be on its way.</summary>
    private void Seal()
    {
        if (_start == _end) return;
        _pieces.Enqueue(new Piece(_chunk.AsMemory(_start.._end), null));
        if (_isCounted) queues.Add(PlaceCost + PieceCost);
        _start = _end;
    }

    /// <param name="Bytes">Whole lines.</param>
    /// <param name="Lines">Whose bytes they are, where other clients may have them queued too.</param>
    private readonly record struct Piece(ReadOnlyMemory<byte> Bytes, HubLines? Lines);
}
