using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;
using static Actors.CurrentWorker;

namespace Actors.Application.Hub;

/// <summary>A TCP line server that hands the lines of one client to all that want them. Each connection is a child.</summary>
/// <remarks>
/// <para>The protocol: UTF-8 lines that end with LF or CR LF, one command a line, and one line of answer for each, in order.</para>
/// <list type="table">
/// <item><term><c>SUB name</c></term><description><c>OK</c>; from now on, lines published under the name come as
/// <c>MSG name text</c>, also between answers. Twice is as once.</description></item>
/// <item><term><c>UNSUB name</c></term><description><c>OK</c>; none come any more. <c>ERR</c> when not subscribed.</description></item>
/// <item><term><c>PUB name text</c></term><description><c>OK</c>; the text, which may hold blanks or be empty, goes to every
/// subscriber of the name, the sender included. What was answered with <c>OK</c> is delivered, also when the hub stops.</description></item>
/// <item><term><c>PING</c></term><description><c>PONG</c>.</description></item>
/// <item><term><c>WHO</c></term><description><c>WHO count client…</c>; of each client <c>name@address=channel,channel</c>.</description></item>
/// <item><term><c>QUIT</c></term><description><c>OK</c>, then the hub closes the connection. The end of the client's input does the
/// same without an answer.</description></item>
/// </list>
/// <para>Anything else is answered <c>ERR reason</c>, and the connection lives: a line that is no command, is not UTF-8, is longer
/// than <see cref="HubOptions.MaxLineBytes"/>, or has a name that is not 1 to 128 of <c>A-Z a-z 0-9 . _ -</c>. Of one publisher,
/// every subscriber gets the lines in order, each once.</para>
/// <para>A slow client holds nobody back. What it has not read is queued, one copy for all who are behind; past
/// <see cref="HubOptions.MaxQueueBytes"/> it is told <c>ERR too slow</c>, if it still reads, and closed. So that a burst does not cost
/// those their place who do read, publishers go a little slower while one of their subscribers has much to read and is reading
/// (<see cref="Backlog"/>); for one that stands still they do not. Making publishers wait for the slowest was rejected, since a client
/// that stands still would then stop everybody on its channel; not slowing them down at all was rejected too: several publishers at
/// full speed drove out clients that read as fast as the machine let them.</para>
/// </remarks>
internal sealed class HubServer(
    HubOptions options, HubChannels channels, HubClients clients, HubAddress address, ILogger<HubServer> logger) : WorkerTask
{
    private const int Backlog = 512;
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);
    private int _lastId;

    public override async Task RunAsync(CancellationToken stopping)
    {
        using var listener = Bind();
        var endPoint = (IPEndPoint)listener.LocalEndPoint!;
        address.Set(endPoint);
        logger.Listening(endPoint);
        try
        {
            await AcceptAll(listener, stopping);
        }
        finally
        {
            address.Clear();
            listener.Dispose();
            await StopReading();
        }
    }

    private Socket Bind()
    {
        options.TryGetEndPoint(out var endPoint);
        var listener = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(endPoint);
            listener.Listen(Backlog);
            return listener;
        }
        catch (SocketException error)
        {
            listener.Dispose();
            var why = error.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => "another program uses that port",
                SocketError.AccessDenied => "this user may not use that port",
                _ => error.Message,
            };
            throw new InvalidOperationException($"The hub cannot listen on {endPoint}: {why}. Hub:Address and Hub:Port choose another place.", error);
        }
    }

    private async ValueTask AcceptAll(Socket listener, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                await Wait(AcceptOne(listener, stopping));
            }
            catch (SocketException error)
            {
                // Such as too many open files: those who are connected must not suffer from it.
                logger.AcceptFailed(error.SocketErrorCode, PauseAfterFailure);
                await Sleep(PauseAfterFailure);
            }

            // With clients queueing up, this is what lets a stop through.
            await Update();
        }
    }

    // The socket has an owner as soon as it exists, also when the wait for it is left by a stop.
    private async Task AcceptOne(Socket listener, CancellationToken stopping)
    {
        var socket = await listener.AcceptAsync(stopping);
        if (stopping.IsCancellationRequested)
        {
            socket.Dispose();
            return;
        }

        if (clients.Count >= options.MaxConnections)
        {
            Refuse(socket);
            return;
        }

        socket.NoDelay = true;
        new HubConnection(++_lastId, socket, clients, channels, options, logger).Start();
    }

    private void Refuse(Socket socket)
    {
        logger.Refused(clients.Count);
        using (socket)
        {
            // A new socket has room for a line; if not, the client learns it from the close.
            socket.Blocking = false;
            socket.Send(Encoding.UTF8.GetBytes($"ERR too many connections: the limit is {options.MaxConnections}\n"), SocketFlags.None, out _);
            socket.Shutdown(SocketShutdown.Send);
        }
    }

    /// <summary>Before any connection is told to stop, no reader may publish any more: else what it published last, and answered with
    /// OK, would find some subscribers gone.</summary>
    private async ValueTask StopReading()
    {
        var all = clients.All;
        logger.Stopping(all.Count);
        foreach (var client in all) client.StopReader();
        foreach (var client in all) await client.ReaderStopped();
    }
}
