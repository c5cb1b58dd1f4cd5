using System.Net;

namespace Actors;

/// <summary>A socket that carries datagrams (spec T2).</summary>
public interface IDatagramTransport : ITransport
{
    /// <summary>Bytes that were sent and that the system has not taken; each datagram counts 8 more.</summary>
    int WriteBufferSize { get; }

    /// <summary>Below or at <c>Low</c> bytes a paused protocol hears <see cref="IProtocol.ResumeWriting"/>, above <c>High</c> it hears
    /// <see cref="IProtocol.PauseWriting"/>.</summary>
    /// <value>Bytes. 16,384 and 65,536 by default (transports 27).</value>
    (int Low, int High) WriteBufferLimits { get; }

    /// <summary>Sends one datagram, also an empty one; never blocks (transports 34).</summary>
    /// <param name="data">What it holds; a copy is taken.</param>
    /// <param name="address">Where to; null on a connected socket, which sends to its peer.</param>
    /// <exception cref="ArgumentException">A connected socket was given another address, or an unconnected one none.</exception>
    void SendTo(ReadOnlySpan<byte> data, EndPoint? address = null);

    /// <summary>Closes at once; what was not sent is dropped.</summary>
    void Abort();

    /// <inheritdoc cref="IWriteTransport.SetWriteBufferLimits"/>
    void SetWriteBufferLimits(int? high = null, int? low = null);
}
