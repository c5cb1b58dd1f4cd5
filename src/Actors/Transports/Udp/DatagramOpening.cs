using System.Net;
using System.Net.Sockets;

namespace Actors.Transports.Udp;

/// <summary>Opens a datagram socket.</summary>
internal sealed class DatagramOpening<TProtocol>(
    EventLoop loop, Func<TProtocol> factory, EndPoint? local, EndPoint? remote, DatagramOptions options)
    : OpenOperation<Socket, IDatagramTransport, TProtocol>(loop, factory)
    where TProtocol : class, IDatagramProtocol
{
    private readonly WorkerSystem _system = loop.Worker.System;

    public override string Description => $"the opening of a datagram socket ({local?.ToString() ?? "any"} to {remote?.ToString() ?? "any"})";

    protected override Task<Socket> OpenAsync(CancellationToken cancellationToken) => DatagramSocket.Open(local, remote, options, cancellationToken);

    protected override Transport Make(WorkerFlow flow, TProtocol protocol, Socket source) =>
        new DatagramTransport(flow, protocol, source, _system.Logger);

    protected override ValueTask DiscardAsync(Socket source)
    {
        source.Dispose();
        return ValueTask.CompletedTask;
    }
}
