using System.Net;

namespace Actors;

/// <summary>What a transport of datagrams calls (spec T2). The base class is <see cref="DatagramProtocol"/>.</summary>
public interface IDatagramProtocol : IProtocol
{
    /// <summary>One datagram came, perhaps an empty one (transports 34).</summary>
    /// <param name="data">Valid during the call only.</param>
    /// <param name="address">Who sent it.</param>
    void DatagramReceived(ReadOnlySpan<byte> data, EndPoint address);

    /// <summary>The system reported an error of sending or receiving, such as a refused datagram; the transport stays open (transports 35).</summary>
    void ErrorReceived(Exception error);
}
