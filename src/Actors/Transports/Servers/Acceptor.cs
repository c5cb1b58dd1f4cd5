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

    private readonly MessageLimit _failures = new(server.Clock);
    private readonly MessageLimit _rests = new(server.Clock);
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
            catch (Exception) when (_isStopped)
            {
                return;
            }
            catch (SocketException error) when (IsOfOneClient(error))
            {
                // The client was quicker, and has gone.
                if (_failures.TryPass(out var more)) server.Logger.AcceptFailed(EndPoint, server.Path, more, error);
            }
            catch (Exception error)
            {
                // Nothing that a client or the system does may end the accepting; and what fails at once must not keep a core busy.
                if (_rests.TryPass(out var more)) server.Logger.AcceptingRests(EndPoint, server.Path, Reason(error), Rest, more);
                await RestAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static bool IsOfOneClient(SocketException error) =>
        error.SocketErrorCode is SocketError.ConnectionAborted or SocketError.ConnectionReset or SocketError.TimedOut;

    private static string Reason(Exception error) =>
        error is SocketException { SocketErrorCode: SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable or SocketError.ProcessLimit }
            ? "no handle is left"
            : error.Message;

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
