using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using static Actors.CurrentWorker;

namespace Actors.Application.Hub;

/// <summary>A line server, by TCP, TLS and Unix socket, that hands the lines of one client to all that want them. Each connection is a child.</summary>
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
    private readonly List<TransportServer> _servers = [];

    /// <summary>Of all listeners together.</summary>
    private readonly ConnectionLimit _limit = new(options.MaxConnections, options.MaxConnectionsPerAddress);
    private int _lastId;

    public override async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            address.Set(await Listen(stopping));
            StartSources();
            await WaitForever();
        }
        finally
        {
            address.Clear();
            foreach (var server in _servers) server.Close();
            await StopReading();
            logger.Counted(clients.Counts.Accepted, _limit.RefusedCount, clients.Counts.Idle);
        }
    }

    private async ValueTask<HubPlaces> Listen(CancellationToken stopping)
    {
        var tcp = await Serve(new IPEndPoint(options.IPAddress!, options.Port), handshake: null);
        var tls = default(EndPoint);
        if (options.Tls.Port is { } port)
        {
            var certificate = SslStreamCertificateContext.Create(HubCertificate.Load(options.Tls), additionalCertificates: null);
            var handshake = new SslServerAuthenticationOptions { ServerCertificateContext = certificate };
            tls = await Serve(new IPEndPoint(options.IPAddress!, port), handshake);
        }

        if (options.UnixSocket.Length > 0) await Serve(new UnixDomainSocketEndPoint(options.UnixSocket), handshake: null);
        return new HubPlaces((IPEndPoint)tcp, (IPEndPoint?)tls);

        async ValueTask<EndPoint> Serve(EndPoint endPoint, SslServerAuthenticationOptions? handshake)
        {
            try
            {
                var server = await EventLoop.Current.CreateServer(Accept, endPoint, Limited(handshake), stopping);
                _servers.Add(server);
                logger.Listening(server.EndPoints[0], handshake is null ? "" : " for TLS");
                return server.EndPoints[0];
            }
            catch (SocketException error)
            {
                throw new HostStartException($"{error.Message} Hub:Address, Hub:Port, Hub:Tls:Port and Hub:UnixSocket choose the places.", error);
            }
        }
    }

    private ServerOptions Limited(SslServerAuthenticationOptions? handshake) => new()
    {
        Tls = handshake,
        HandshakeTimeout = options.Tls.HandshakeTimeout,
        Backlog = options.Backlog,
        Limit = _limit,
        Refusal = "ERR {0}\n",
        KeepAlive = options.KeepAliveTime == TimeSpan.Zero
            ? null
            : new KeepAliveOptions { Time = options.KeepAliveTime, Interval = options.KeepAliveInterval, Retries = options.KeepAliveRetries },
    };

    /// <summary>Each client gets a worker, in whose loop its connection lives.</summary>
    private ServerClient Accept()
    {
        var connection = new HubConnection(++_lastId, clients, channels, options, logger);
        connection.Start();
        return new ServerClient(connection.Worker.Loop, connection.Protocol);
    }

    private void StartSources()
    {
        var number = 0;
        foreach (var source in options.Sources) new HubSource(++number, source, channels, options.MaxLineBytes, logger).Start();
    }

    /// <summary>Before any connection is told to stop, no client may publish any more: else what it published last, and was answered with
    /// OK, would find some subscribers gone.</summary>
    private async ValueTask StopReading()
    {
        var all = clients.All;
        logger.Stopping(all.Count);
        await Wait(Task.WhenAll(all.Select(static client => client.StopReading())));
    }
}
