using System.Net.Sockets;
using System.Security.Authentication;
using Actors.Transports.Servers;
using Actors.Transports.Streams;
using Actors.Transports.Tls;

namespace Actors;

/// <content>The way of a client from its socket to its channel (transports 32, 33).</content>
public sealed partial class TransportServer
{
    /// <summary>Clients that wait for a busy worker, before the next ones are left to the system.</summary>
    private const int MostWaiting = 256;

    private readonly Lock _gate = new();
    private int _waiting;
    private TaskCompletionSource? _room;

    /// <summary>Completes when the worker has kept up.</summary>
    internal Task RoomForMore()
    {
        lock (_gate)
        {
            if (_waiting < MostWaiting) return Task.CompletedTask;
            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task;
        }
    }

    private void WithNoDelay(Socket socket)
    {
        if (socket.AddressFamily == AddressFamily.Unix) return;
        try
        {
            socket.NoDelay = _options.NoDelay;
        }
        catch (SocketException)
        {
            // The client was quicker, and has gone: the first read will tell.
        }
    }

    private async Task PrepareAsync(Socket socket, ConnectionPlace? place)
    {
        try
        {
            WithNoDelay(socket);
            HandOver(_options.Tls is { } tls
                ? await TlsChannel.AcceptAsync(socket, tls, _times, place, _stopping.Token).ConfigureAwait(false)
                : new SocketChannel(socket, place));
        }
        catch (Exception error)
        {
            place?.Leave();
            socket.Dispose();
            if (!_stopping.IsCancellationRequested) Report(error);
            InLoop(static server => server.OnSettled());
        }
    }

    /// <summary>What any stranger can bring about is told in one line: no stack of the server's has anything to say about it.</summary>
    private void Report(Exception error)
    {
        if (!_handshakeFailures.TryPass(out var more)) return;
        var cause = error.GetBaseException();
        var reason = cause == error ? error.Message : $"{error.Message} {cause.Message}";
        Logger.HandshakeFailed(ToString(), Path, reason, more, error is IOException or AuthenticationException or TimeoutException ? null : error);
    }

    private void HandOver(ByteChannel channel)
    {
        lock (_gate) _waiting++;
        InLoop(server =>
        {
            server.LeaveLine();
            server.Serve(channel);
            server.OnSettled();
        });
    }

    private void LeaveLine()
    {
        lock (_gate)
        {
            if (--_waiting >= MostWaiting / 2) return;
            _room?.SetResult();
            _room = null;
        }
    }
}
