using System.Net;
using System.Net.Sockets;
using Actors.Transports;
using Actors.Transports.Servers;
using Actors.Transports.Tcp;
using Actors.Transports.Unix;

namespace Actors;

/// <content>Servers (spec T2).</content>
public sealed partial class EventLoop
{
    /// <summary>Serves at an address: TCP, TLS or a Unix socket (transports 32).</summary>
    /// <param name="factory">Makes the protocol of each client, in the loop. What it throws is reported, and closes that client
    /// (transports 33).</param>
    /// <param name="endPoint">An <see cref="IPEndPoint"/>, where port 0 takes a free port; a <see cref="DnsEndPoint"/>, at all of whose
    /// addresses it listens; or a <see cref="UnixDomainSocketEndPoint"/>, whose file goes with the server. A socket's file at which nobody
    /// listens any more is replaced.</param>
    /// <param name="options">TLS, its times, the backlog, a limit.</param>
    /// <param name="cancellationToken">Ends the waiting for addresses.</param>
    /// <returns>The server; it accepts clients already.</returns>
    /// <remarks>In a worker it is a wait point; elsewhere an ordinary await. The server ends with the run of the loop's worker
    /// (spec T3).</remarks>
    /// <exception cref="ArgumentException">The end point is of another kind, or an option has a value that it cannot have.</exception>
    /// <exception cref="InvalidOperationException">The loop's worker does not run; or this was called in a synchronous callback, which
    /// cannot wait.</exception>
    /// <exception cref="SocketException">The address is in use, or cannot be used; the message says why.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ValueTask<TransportServer> CreateServer(
        Func<IStreamProtocol> factory, EndPoint endPoint, ServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return CreateServer(() => new ServerClient(this, factory()), endPoint, options, cancellationToken);
    }

    /// <summary>Serves at an address, each client in a loop of its own choice; see
    /// <see cref="CreateServer(Func{IStreamProtocol}, EndPoint, ServerOptions?, CancellationToken)"/>.</summary>
    /// <param name="accept">Says for each client, in the server's loop, which protocol serves it and in whose loop: a worker for each
    /// client is <c>() => new ServerClient(system.Start(…).Loop, protocol)</c>. What it throws is reported, and closes that client.</param>
    /// <param name="endPoint">Where it listens.</param>
    /// <param name="options">TLS, its times, the backlog, a limit.</param>
    /// <param name="cancellationToken">Ends the waiting for addresses.</param>
    /// <returns>The server; it accepts clients already.</returns>
    public ValueTask<TransportServer> CreateServer(
        Func<ServerClient> accept, EndPoint endPoint, ServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(accept);
        ArgumentNullException.ThrowIfNull(endPoint);
        options ??= new ServerOptions();
        options.Validate();
        EndPoints.ThrowUnlessOfStream(endPoint);

        var frame = Waits.FrameOf();
        var server = new TransportServer(Worker, Flow, accept, options);
        var listening = ListenAsync(server, endPoint, options, cancellationToken);
        return frame is null ? new ValueTask<TransportServer>(listening) : Waits.For(frame, listening);
    }

    private async Task<TransportServer> ListenAsync(TransportServer server, EndPoint endPoint, ServerOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var sockets = new List<Socket>();
        try
        {
            if (endPoint is UnixDomainSocketEndPoint path)
            {
                sockets.Add(UnixSockets.Listen(path, options.Backlog));
            }
            else
            {
                foreach (var address in await TcpSockets.ResolveAsync(endPoint, cancellationToken).ConfigureAwait(false))
                {
                    sockets.Add(TcpSockets.Listen(address, options));
                }
            }

            return server.TryStart([.. sockets.Select(socket => Acceptor.On(server, socket))]) ? server : throw Worker.NotRunning();
        }
        catch (Exception)
        {
            foreach (var socket in sockets) socket.Dispose();
            throw;
        }
    }
}
