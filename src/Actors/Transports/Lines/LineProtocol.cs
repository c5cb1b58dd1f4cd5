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
    private readonly LineSplitter _lines;
    private IStreamTransport? _transport;

    /// <summary>Makes one.</summary>
    /// <param name="options">The longest line, and what happens to longer ones.</param>
    /// <exception cref="ArgumentException">An option has a value that it cannot have.</exception>
    protected LineProtocol(LineOptions? options = null)
    {
        _options = options ?? new LineOptions();
        _options.Validate();
        _lines = new LineSplitter(_options.MaxLength, Deliver, OnTooLong);
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
        var used = _lines.Push(data);
        if (transport.IsClosing || transport.GetProtocol() == this) LinesReceived();
        else if (used < data.Length && transport.GetProtocol() is IStreamProtocol next) next.DataReceived(data[used..]);
    }

    /// <inheritdoc/>
    public override bool EofReceived()
    {
        if (!_lines.Rest.IsEmpty) UnfinishedLine(_lines.Rest);
        _lines.Clear();
        return false;
    }

    /// <inheritdoc/>
    public override void ConnectionLost(Exception? error) => _lines.Clear();

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

    /// <summary>A line came that is too long, and was left out (<see cref="LongLineMode.Skip"/>). In order with the lines.</summary>
    protected virtual void LongLine()
    {
    }

    /// <summary>The lines that came together have been delivered: for what is better done once for all of them.</summary>
    protected virtual void LinesReceived()
    {
    }

    private bool Deliver(ReadOnlySpan<byte> line)
    {
        LineReceived(line);
        return GoesOn();
    }

    private bool OnTooLong()
    {
        if (_options.TooLong == LongLineMode.Skip)
        {
            LongLine();
            return GoesOn();
        }

        // The peer's fault, and no error of the worker's: only the protocol hears of it.
        var error = new InvalidDataException($"A line is longer than {_options.MaxLength} bytes (LineOptions.MaxLength).");
        if (_transport is StreamTransport stream) stream.Fail(error);
        else Transport.Abort();
        return false;
    }

    private bool GoesOn() => !Transport.IsClosing && Transport.GetProtocol() == this;
}
