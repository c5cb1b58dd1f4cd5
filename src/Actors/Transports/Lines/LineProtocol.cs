using System.Buffers;
using Actors.Transports.Streams;

namespace Actors;

/// <summary>A base for protocols of lines, which end with <c>\n</c> or <c>\r\n</c> (spec T2).</summary>
/// <remarks>Override <see cref="LineReceived(string)"/>, or <see cref="LineReceived(ReadOnlySpan{byte})"/> for bytes. Lines that came
/// together are delivered together, also when one of them pauses the reading; none comes after a close. When a line gives the transport
/// to another protocol, that one gets the bytes behind it.</remarks>
public abstract class LineProtocol : Protocol
{
    private readonly LineOptions _options;

    /// <summary>The beginning of a line; null while there is none.</summary>
    private byte[]? _begun;

    private int _length;
    private bool _isSkipping;
    private IStreamTransport? _transport;

    /// <summary>Makes one.</summary>
    /// <param name="options">The longest line, and what happens to longer ones.</param>
    /// <exception cref="ArgumentException">An option has a value that it cannot have.</exception>
    protected LineProtocol(LineOptions? options = null)
    {
        _options = options ?? new LineOptions();
        _options.Validate();
    }

    /// <summary>Where the lines come from and go to.</summary>
    /// <exception cref="InvalidOperationException">There is no connection yet.</exception>
    public IStreamTransport Transport => _transport ?? throw new InvalidOperationException(
        $"{GetType().Name} has no transport before ConnectionMade. An override of ConnectionMade must call the base.");

    /// <inheritdoc/>
    public override void ConnectionMade(ITransport transport)
    {
        ArgumentNullException.ThrowIfNull(transport);
        _transport = (IStreamTransport)transport;
    }

    /// <summary>Sends a line.</summary>
    /// <param name="line">Without its end.</param>
    /// <exception cref="ArgumentException">It has a line's end inside.</exception>
    public void WriteLine(ReadOnlySpan<char> line)
    {
        if (line.Contains('\n')) throw new ArgumentException("A line has no end inside.", nameof(line));
        var encoding = _options.Encoding;
        var bytes = ArrayPool<byte>.Shared.Rent(encoding.GetMaxByteCount(line.Length + 1));
        var length = encoding.GetBytes(line, bytes);
        length += encoding.GetBytes("\n", bytes.AsSpan(length));
        Transport.Write(bytes.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(bytes);
    }

    /// <inheritdoc/>
    public sealed override void DataReceived(ReadOnlySpan<byte> data)
    {
        var transport = Transport;
        while (!data.IsEmpty)
        {
            var end = data.IndexOf((byte)'\n');
            if (end < 0)
            {
                Keep(data);
                return;
            }

            Finish(data[..end]);
            data = data[(end + 1)..];
            if (transport.IsClosing) return;
            if (transport.GetProtocol() is not IStreamProtocol next || next == this) continue;
            if (!data.IsEmpty) next.DataReceived(data);
            return;
        }
    }

    /// <inheritdoc/>
    public override bool EofReceived()
    {
        if (_length > 0) UnfinishedLine(_begun.AsSpan(0, _length));
        Clear();
        return false;
    }

    /// <inheritdoc/>
    public override void ConnectionLost(Exception? error) => Clear();

    /// <summary>A line came.</summary>
    /// <param name="line">Without its end; valid during the call only.</param>
    protected virtual void LineReceived(ReadOnlySpan<byte> line) => LineReceived(_options.Encoding.GetString(line));

    /// <summary>A line came; called by <see cref="LineReceived(ReadOnlySpan{byte})"/>.</summary>
    /// <param name="line">Without its end.</param>
    protected virtual void LineReceived(string line)
    {
    }

    /// <summary>The peer ended in the middle of a line. It is no line: this does nothing.</summary>
    /// <param name="line">What came of it; valid during the call only.</param>
    protected virtual void UnfinishedLine(ReadOnlySpan<byte> line)
    {
    }

    private void Finish(ReadOnlySpan<byte> rest)
    {
        if (_isSkipping)
        {
            _isSkipping = false;
            return;
        }

        if (_length == 0)
        {
            Deliver(rest);
            return;
        }

        Keep(rest);
        if (_isSkipping)
        {
            _isSkipping = false;
            return;
        }

        if (_begun is not { } line) return;
        var length = _length;
        (_begun, _length) = (null, 0);
        try
        {
            Deliver(line.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(line);
        }
    }

    private void Deliver(ReadOnlySpan<byte> line)
    {
        if (line is [.., (byte)'\r']) line = line[..^1];
        if (line.Length <= _options.MaxLength) LineReceived(line);
        else OnTooLong();
    }

    /// <summary>Keeps what came of a line whose end has not come.</summary>
    private void Keep(ReadOnlySpan<byte> data)
    {
        if (_isSkipping || data.IsEmpty) return;

        // One byte more: it may be the first one of the end.
        if (_length + data.Length > _options.MaxLength + 1)
        {
            Clear();
            _isSkipping = true;
            OnTooLong();
            return;
        }

        if (_begun is null || _begun.Length < _length + data.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + data.Length, Math.Min(2 * _length, _options.MaxLength + 1)));
            _begun.AsSpan(0, _length).CopyTo(larger);
            if (_begun is not null) ArrayPool<byte>.Shared.Return(_begun);
            _begun = larger;
        }

        data.CopyTo(_begun.AsSpan(_length));
        _length += data.Length;
    }

    private void OnTooLong()
    {
        if (_options.TooLong == LongLineMode.Skip) return;

        // The peer's fault, and no error of the worker's: only the protocol hears of it.
        var error = new InvalidDataException($"A line is longer than {_options.MaxLength} bytes (LineOptions.MaxLength).");
        if (_transport is StreamTransport stream) stream.Fail(error);
        else Transport.Abort();
    }

    private void Clear()
    {
        if (_begun is not null) ArrayPool<byte>.Shared.Return(_begun);
        (_begun, _length) = (null, 0);
    }
}
