using System.Buffers;

namespace Actors;

/// <summary>Takes a line out of a stream of bytes.</summary>
/// <param name="line">Without its end; valid during the call only.</param>
/// <returns>Whether to go on with the bytes behind it.</returns>
public delegate bool LineHandler(ReadOnlySpan<byte> line);

/// <summary>Cuts a stream of bytes into lines, which end with <c>\n</c> or <c>\r\n</c>: for whoever gets bytes and wants lines, such as a
/// <see cref="SubprocessProtocol"/>. For a connection there is <see cref="LineProtocol"/>.</summary>
/// <remarks>No thread may call while another does. It holds the beginning of one line, at most as long as a line may be.</remarks>
public sealed class LineSplitter
{
    private readonly int _maxLength;
    private readonly LineHandler _onLine;
    private readonly Func<bool> _onTooLong;

    /// <summary>The beginning of a line; null while there is none.</summary>
    private byte[]? _begun;

    private int _length;
    private bool _isSkipping;

    /// <summary>Makes one.</summary>
    /// <param name="maxLength">How long a line may be, without its end. Bytes; 1 or more.</param>
    /// <param name="onLine">Gets the lines.</param>
    /// <param name="onTooLong">Called once for each line that is longer, which is left out; true goes on.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxLength"/> is less than 1.</exception>
    public LineSplitter(int maxLength, LineHandler onLine, Func<bool> onTooLong)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 1);
        ArgumentNullException.ThrowIfNull(onLine);
        ArgumentNullException.ThrowIfNull(onTooLong);
        (_maxLength, _onLine, _onTooLong) = (maxLength, onLine, onTooLong);
    }

    /// <summary>What came of a line whose end has not come; valid until the next call.</summary>
    public ReadOnlySpan<byte> Rest => _begun.AsSpan(0, _length);

    /// <summary>Takes the next bytes.</summary>
    /// <returns>How many it has used: all, unless a handler said not to go on.</returns>
    public int Push(ReadOnlySpan<byte> data)
    {
        var used = 0;
        while (used < data.Length)
        {
            var rest = data[used..];
            var end = rest.IndexOf((byte)'\n');
            if (end < 0) return Keep(rest) ? data.Length : used + rest.Length;
            used += end + 1;
            if (!Finish(rest[..end])) break;
        }

        return used;
    }

    /// <summary>Forgets the beginning of a line.</summary>
    public void Clear()
    {
        if (_begun is not null) ArrayPool<byte>.Shared.Return(_begun);
        (_begun, _length) = (null, 0);
    }

    private bool Finish(ReadOnlySpan<byte> rest)
    {
        var goesOn = true;
        if (!_isSkipping && _length > 0) goesOn = Keep(rest);
        else if (!_isSkipping) return Deliver(rest);

        if (_isSkipping)
        {
            _isSkipping = false;
            return goesOn;
        }

        // It may be cleared, or given more, while the line is in hand.
        var (line, length) = (_begun!, _length);
        (_begun, _length) = (null, 0);
        try
        {
            return Deliver(line.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(line);
        }
    }

    private bool Deliver(ReadOnlySpan<byte> line)
    {
        if (line is [.., (byte)'\r']) line = line[..^1];
        return line.Length <= _maxLength ? _onLine(line) : _onTooLong();
    }

    /// <summary>Keeps what came of a line whose end has not come.</summary>
    private bool Keep(ReadOnlySpan<byte> data)
    {
        if (_isSkipping || data.IsEmpty) return true;

        // One byte more: it may be the first one of the end.
        if (_length + data.Length > _maxLength + 1)
        {
            Clear();
            _isSkipping = true;
            return _onTooLong();
        }

        if (_begun is null || _begun.Length < _length + data.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + data.Length, Math.Min(2 * _length, _maxLength + 1)));
            _begun.AsSpan(0, _length).CopyTo(larger);
            if (_begun is not null) ArrayPool<byte>.Shared.Return(_begun);
            _begun = larger;
        }

        data.CopyTo(_begun.AsSpan(_length));
        _length += data.Length;
        return true;
    }
}
