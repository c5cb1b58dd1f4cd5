using System.Net;
using System.Net.Sockets;

namespace Actors.Transports.Servers;

/// <summary>A socket that listens, and the accepting of its clients on the thread pool.</summary>
/// <param name="server">Gets the clients.</param>
/// <param name="endPoint">Where it listens.</param>
/// <param name="accept">Accepts the next client.</param>
/// <param name="stop">Ends that.</param>
internal sealed class Acceptor(TransportServer server, EndPoint endPoint, Func<ValueTask<Socket>> accept, Action stop)
{
    /// <summary>How long it rests when the system has no handle left (transports 33).</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private volatile bool _isStopped;

    public EndPoint EndPoint { get; } = endPoint;

    public static Acceptor On(TransportServer server, Socket socket) =>
        new(server, EndPoints.Unmap(socket.LocalEndPoint)!, () => new ValueTask<Socket>(socket.AcceptAsync()), socket.Dispose);

    /// <summary>Accepts no more. Any thread.</summary>
    public void Stop()
    {
        _isStopped = true;
        stop();
    }

    /// <summary>Accepts until it is stopped; never throws.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!_isStopped)
        {
            try
            {
                server.OnAccepted(await accept().ConfigureAwait(false));

                // A worker that is busy leaves its clients to the system.
                await server.RoomForMore().ConfigureAwait(false);
            }
            catch (SocketException error) when (!_isStopped && IsOutOfHandles(error))
            {
                server.Logger.AcceptingRests(EndPoint, server.Path, Rest, error);
                await RestAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (SocketException error) when (!_isStopped)
            {
                // The client was quicker, and has gone.
                server.Logger.AcceptFailed(EndPoint, server.Path, error);
            }
            catch (Exception) when (_isStopped)
            {
                return;
            }
        }
    }

    private static bool IsOutOfHandles(SocketException error) =>
        error.SocketErrorCode is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable or SocketError.ProcessLimit;


    private async Task RestAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Rest, server.Clock, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // It was stopped meanwhile.
        }
    }
}
