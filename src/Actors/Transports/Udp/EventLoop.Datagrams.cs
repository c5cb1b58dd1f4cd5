using System.Net;
using Actors.Transports.Udp;

namespace Actors;

/// <content>Datagrams (spec T2).</content>
public sealed partial class EventLoop
{
    /// <summary>Opens a datagram socket, UDP above all (transports 34).</summary>
    /// <param name="factory">Makes the protocol, in the loop, when the socket is open.</param>
    /// <param name="localEndPoint">The own address; port 0 takes a free one. Null for an address that the system chooses.</param>
    /// <param name="remoteEndPoint">The peer of a connected socket, which sends there and hears nobody else. Null for one that sends to any
    /// address.</param>
    /// <param name="options">What the socket is to be.</param>
    /// <param name="cancellationToken">Gives the opening up.</param>
    /// <returns>The transport, and its protocol, which has heard <see cref="IProtocol.ConnectionMade"/>.</returns>
    /// <remarks>In a worker it is a wait point; elsewhere an ordinary await. The transport ends with the run of the loop's worker (spec T3).
    /// Addresses are <see cref="IPEndPoint"/>, <see cref="DnsEndPoint"/>, whose first address is taken, or on Unix
    /// <see cref="System.Net.Sockets.UnixDomainSocketEndPoint"/>.</remarks>
    /// <exception cref="ArgumentException">There is neither address, or they are of different kinds.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The system refuses, such as an address in use. Nobody has made a protocol
    /// then.</exception>
    /// <exception cref="InvalidOperationException">The loop's worker does not run; or this was called in a synchronous callback, which
    /// cannot wait.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, or the run ended.</exception>
    public ValueTask<(IDatagramTransport Transport, TProtocol Protocol)> CreateDatagramEndpoint<TProtocol>(
        Func<TProtocol> factory,
        EndPoint? localEndPoint = null,
        EndPoint? remoteEndPoint = null,
        DatagramOptions? options = null,
        CancellationToken cancellationToken = default)
        where TProtocol : class, IDatagramProtocol
    {
        ArgumentNullException.ThrowIfNull(factory);
        options ??= new DatagramOptions();
        DatagramSocket.Check(localEndPoint, remoteEndPoint, options);
        return new DatagramOpening<TProtocol>(this, factory, localEndPoint, remoteEndPoint, options)
            .Start(nameof(CreateDatagramEndpoint), cancellationToken);
    }
}
