using System.Net;
using System.Net.Sockets;
using Actors.Transports.Streams;
using Actors.Transports.Tcp;
using Actors.Transports.Tls;
using Actors.Transports.Unix;

namespace Actors.Transports.Connections;

/// <summary>Connects to a server (transports 18).</summary>
internal sealed class ConnectionOpening<TProtocol>(EventLoop loop, Func<TProtocol> factory, EndPoint endPoint, ConnectionOptions options)
    : OpenOperation<ByteChannel, IStreamTransport, TProtocol>(loop, factory)
    where TProtocol : class, IStreamProtocol
{
    private readonly WorkerSystem _system = loop.Worker.System;

    public override string Description => $"the attempt to connect to {endPoint}";

    protected override async Task<ByteChannel> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            var socket = await ConnectAsync(cancellationToken).ConfigureAwait(false);
            if (options.Tls is not { } tls) return new SocketChannel(socket);
            var times = new TlsTimes(options.HandshakeTimeout, options.ShutdownTimeout, _system.TimeProvider);
            return await TlsChannel.ConnectAsync(socket, TlsClientOptions.For(endPoint, tls), times, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (StreamErrors.Unwrap(error) != error)
        {
            throw StreamErrors.Unwrap(error);
        }
    }

    protected override Transport Make(WorkerFlow flow, TProtocol protocol, ByteChannel source) =>
        new StreamTransport(flow, protocol, source, _system.Logger);

    protected override ValueTask DiscardAsync(ByteChannel source)
    {
        source.Dispose();
        source.Free();
        return ValueTask.CompletedTask;
    }

    private async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        if (endPoint is UnixDomainSocketEndPoint path) return await UnixSockets.ConnectAsync(path, cancellationToken).ConfigureAwait(false);
        var addresses = await TcpSockets.ResolveAsync(endPoint, cancellationToken).ConfigureAwait(false);
        return await TcpSockets.ConnectAsync(endPoint, addresses, options, cancellationToken).ConfigureAwait(false);
    }
}
