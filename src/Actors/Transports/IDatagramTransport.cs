using System.Net;

namespace Actors;

/// <summary>A socket that carries datagrams (spec T2).</summary>
public interface IDatagramTransport : ITransport
{
    /// <summary>Sends one datagram, also an empty one; never blocks (transports 34).</summary>
    /// <param name="data">What it holds; a copy is taken.</param>
    /// <param name="address">Where to; null on a connected socket, which sends to its peer.</param>
    /// <exception cref="ArgumentException">A connected socket was given another address, or an unconnected one none.</exception>
    void SendTo(ReadOnlySpan<byte> data, EndPoint? address = null);

    /// <summary>Closes at once; what was not sent is dropped.</summary>
    void Abort();
}
