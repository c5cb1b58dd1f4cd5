using System.Buffers;

namespace Actors.Transports.Streams;

/// <summary>What was written and has not gone out, and the sending of it (transports 24, 27).</summary>
/// <remarks>The loop adds, the thread pool sends: a worker that computes for long does not keep back what it has written. Copies stand in
/// pooled blocks; an empty queue holds none.</remarks>
internal sealed class WriteQueue(ByteChannel channel, Action notify)
{
    /// <summary>What one write of the channel's takes at most. A socket reports nothing before all is sent: with more, the size would lag
    /// behind the truth.</summary>
    private const int MostAtOnce = 64 * 1024;

    private const int LeastBlock = 4 * 1024;

    /// <summary>Slices that may go out at once in the caller's turn, before the thread pool takes over.</summary>
    private const int SlicesInTurn = 16;

    private readonly Lock _gate = new();
    private readonly Queue<Block> _blocks = new(1);

    /// <summary>The youngest block, with room behind its end.</summary>
    private Block? _last;

    private int _size;
    private bool _isAbandoned;

    /// <summary>At this size or below, the loop wants to hear; negative for never.</summary>
    private int _mark = -1;

    private volatile bool _isSending;

    /// <summary>Bytes that have not gone out. Any thread.</summary>
    public int Size => Volatile.Read(ref _size);

    /// <summary>Whether something is on its way out. It begins in the loop only. Any thread.</summary>
    public bool IsSending => _isSending;

    /// <summary>What broke the sending; set before the loop hears of it.</summary>
    public Exception? Error { get; private set; }

    /// <summary>Takes a copy, and sees to its sending. In the loop.</summary>
    public void Add(ReadOnlySpan<byte> data)
    {
        lock (_gate)
        {
            if (_isAbandoned) return;
            _size += data.Length;
            while (!data.IsEmpty)
            {
                if (_last is null || _last.Free.IsEmpty) _blocks.Enqueue(_last = new Block(Math.Clamp(data.Length, LeastBlock, MostAtOnce)));
                var length = Math.Min(data.Length, _last.Free.Length);
                data[..length].CopyTo(_last.Free);
                _last.End += length;
                data = data[length..];
            }

            if (_isSending || _size == 0) return;
            _isSending = true;
        }

        _ = SendAsync();
    }

    /// <summary>Asks to be told when the size is so small, or the sending breaks.</summary>
    /// <returns>Whether it is so small now; then nothing will be told.</returns>
    public bool IsAtMost(int size)
    {
        lock (_gate)
        {
            if (_size <= size && (size > 0 || !_isSending)) return true;
            _mark = Math.Max(_mark, size);
            return false;
        }
    }

    /// <summary>Drops everything; when something is on its way out, its end will be told. In the loop.</summary>
    public void Abandon()
    {
        lock (_gate)
        {
            _isAbandoned = true;
            _size = 0;
            _mark = 0;
            if (!_isSending) FreeBlocks();
        }
    }

    private async Task SendAsync()
    {
        try
        {
            for (var left = SlicesInTurn; TryTake(out var slice); left--)
            {
                if (left == 0) await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                await channel.WriteAsync(slice).ConfigureAwait(false);
                OnSent(slice.Length);
            }
        }
        catch (Exception error)
        {
            lock (_gate)
            {
                Error = error;
                _isAbandoned = true;
                FreeBlocks();
                _isSending = false;
            }

            notify();
        }
    }

    /// <summary>The next slice; or the end of the sending.</summary>
    private bool TryTake(out ReadOnlyMemory<byte> slice)
    {
        var isAwaited = false;
        lock (_gate)
        {
            if (!_isAbandoned && _blocks.TryPeek(out var first))
            {
                slice = first.Data;
                return true;
            }

            FreeBlocks();
            _isSending = false;
            (isAwaited, _mark) = (_mark >= 0, -1);
        }

        if (isAwaited) notify();
        slice = default;
        return false;
    }

    private void OnSent(int count)
    {
        var isAwaited = false;
        lock (_gate)
        {
            if (_isAbandoned) return;
            _size -= count;
            var first = _blocks.Peek();
            first.Start += count;
            if (first.Start == first.End)
            {
                _blocks.Dequeue().Return();
                if (first == _last) _last = null;
            }

            // Empty is more than small: the end of the sending tells that.
            if (_size <= _mark && _size > 0) (isAwaited, _mark) = (true, -1);
        }

        if (isAwaited) notify();
    }

    private void FreeBlocks()
    {
        while (_blocks.TryDequeue(out var block)) block.Return();
        _last = null;
    }

    /// <summary>A pooled array; what lies between start and end is to be sent.</summary>
    private sealed class Block(int length)
    {
        private readonly byte[] _array = ArrayPool<byte>.Shared.Rent(length);

        public int Start;
        public int End;

        public ReadOnlyMemory<byte> Data => _array.AsMemory(Start, Math.Min(End - Start, MostAtOnce));

        public Span<byte> Free => _array.AsSpan(End);

        public void Return() => ArrayPool<byte>.Shared.Return(_array);
    }
}
