namespace Actors;

/// <summary>A transport that takes data (spec T2).</summary>
public interface IWriteTransport : ITransport
{
    /// <summary>Bytes that were written and have not gone out.</summary>
    int WriteBufferSize { get; }

    /// <summary>Below or at <c>Low</c> bytes a paused protocol hears <see cref="IProtocol.ResumeWriting"/>, above <c>High</c> it hears
    /// <see cref="IProtocol.PauseWriting"/>.</summary>
    /// <value>Bytes. 16,384 and 65,536 by default (transports 27).</value>
    (int Low, int High) WriteBufferLimits { get; }

    /// <summary>Whether <see cref="WriteEof"/> leaves the reading side open; TLS cannot.</summary>
    bool CanWriteEof { get; }

    /// <summary>Takes a copy of the data and sends it when it can; never blocks (transports 24).</summary>
    /// <param name="data">May be empty. Once the transport is closing it is dropped; the fifth time is logged.</param>
    /// <exception cref="InvalidOperationException"><see cref="WriteEof"/> came before.</exception>
    void Write(ReadOnlySpan<byte> data);

    /// <summary>Ends the writing side behind what was written (transports 25).</summary>
    /// <exception cref="NotSupportedException">The transport cannot, see <see cref="CanWriteEof"/>.</exception>
    void WriteEof();

    /// <summary>Closes at once; what was not sent is dropped, and the protocol hears <see cref="IProtocol.ConnectionLost"/> with null
    /// (transports 23).</summary>
    void Abort();

    /// <summary>Sets the limits of the write buffer (transports 27).</summary>
    /// <param name="high">Bytes; four times <paramref name="low"/> by default, 65,536 when both are left out.</param>
    /// <param name="low">Bytes; a quarter of <paramref name="high"/> by default.</param>
    /// <exception cref="ArgumentException">Not <c>high ≥ low ≥ 0</c>.</exception>
    void SetWriteBufferLimits(int? high = null, int? low = null);
}
