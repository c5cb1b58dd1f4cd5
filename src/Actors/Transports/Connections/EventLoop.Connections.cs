using System.Net;
using System.Net.Sockets;
using Actors.Transports;
using Actors.Transports.Connections;
using Actors.Transports.Tls;

namespace Actors;

/// <content>Connections to servers (spec T2).</content>
public sealed partial class EventLoop
{
    /// <summary>Connects to a server: TCP, TLS or a Unix socket (transports 18, 31).</summary>
    /// <param name="factory">Makes the protocol, in the loop, when there is a connection.</param>
    /// <param name="endPoint">An <see cref="IPEndPoint"/>; a <see cref="DnsEndPoint"/>, whose addresses are tried in order; or a
    /// <see cref="UnixDomainSocketEndPoint"/>.</param>
    /// <param name="options">TLS, its times, the own address.</param>
    /// <param name="cancellationToken">Gives the attempt up.</param>
    /// <returns>The transport, and its protocol, which has heard <see cref="IProtocol.ConnectionMade"/>.</returns>
    /// <remarks>In a worker it is a wait point; elsewhere an ordinary await. A <see cref="WorkerExit"/> gives the attempt up too. The
    /// transport ends with the run of the loop's worker (spec T3).</remarks>
    /// <exception cref="ArgumentException">The end point is of another kind, or an option has a value that it cannot have.</exception>
    /// <exception cref="InvalidOperationException">The loop's worker does not run; or this was called in a synchronous callback, which
    /// cannot wait.</exception>
    /// <exception cref="SocketException">No address answered. Nobody has made a protocol then.</exception>
    /// <exception cref="System.Security.Authentication.AuthenticationException">The TLS handshake failed.</exception>
    /// <exception cref="TimeoutException">The TLS handshake took too long.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, or the run ended.</exception>
    public ValueTask<(IStreamTransport Transport, TProtocol Protocol)> CreateConnection<TProtocol>(
        Func<TProtocol> factory, EndPoint endPoint, ConnectionOptions? options = null, CancellationToken cancellationToken = default)
        where TProtocol : class, IStreamProtocol
    {
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentNullException.ThrowIfNull(endPoint);
        options ??= new ConnectionOptions();
        options.Validate();
        EndPoints.ThrowUnlessOfStream(endPoint);
        if (options.Tls is { } tls) TlsClientOptions.For(endPoint, tls);

        return new ConnectionOpening<TProtocol>(this, factory, endPoint, options).Start(nameof(CreateConnection), cancellationToken);
    }

    /// <summary>Connects to a server by TCP or TLS; see
    /// <see cref="CreateConnection{TProtocol}(Func{TProtocol}, EndPoint, ConnectionOptions?, CancellationToken)"/>.</summary>
    /// <param name="factory">Makes the protocol, in the loop, when there is a connection.</param>
    /// <param name="host">A name, whose addresses are tried in order, or an address.</param>
    /// <param name="port">1 to 65,535.</param>
    /// <param name="options">TLS, its times, the own address.</param>
    /// <param name="cancellationToken">Gives the attempt up.</param>
    /// <returns>The transport, and its protocol, which has heard <see cref="IProtocol.ConnectionMade"/>.</returns>
    public ValueTask<(IStreamTransport Transport, TProtocol Protocol)> CreateConnection<TProtocol>(
        Func<TProtocol> factory, string host, int port, ConnectionOptions? options = null, CancellationToken cancellationToken = default)
        where TProtocol : class, IStreamProtocol =>
        CreateConnection(factory, new DnsEndPoint(host, port), options, cancellationToken);
}
