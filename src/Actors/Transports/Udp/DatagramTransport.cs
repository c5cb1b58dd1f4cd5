using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Actors.Transports.Unix;
using Microsoft.Extensions.Logging;

namespace Actors.Transports.Udp;

/// <summary>A socket that carries datagrams for a protocol of a worker (spec T2).</summary>
/// <remarks>What its protocol throws in <see cref="IDatagramProtocol.DatagramReceived"/> is reported, and the socket stays open: it has other
/// peers.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "What it has is disposed at its release.")]
internal sealed partial class DatagramTransport : Transport, IDatagramTransport
{
    private const int ArrivalWork = FirstWork;
    private const int SentWork = FirstWork << 1;
    private const int ErrorWork = FirstWork << 2;

    private readonly Socket _socket;
    private readonly ILogger _logger;

    /// <summary>The addresses, as the system has them; kept for the time after the socket.</summary>
    private readonly EndPoint _own;
    private readonly EndPoint? _peer;

    /// <summary>The peer, as the user knows it.</summary>
    private readonly EndPoint? _knownPeer;
    private readonly bool _isDual;

    /// <param name="flow">Where its callbacks run.</param>
    /// <param name="protocol">Hears them.</param>
    /// <param name="socket">Bound or connected; the transport's from now on, unless <see cref="Transport.TryOpen"/> says no.</param>
    /// <param name="logger">Hears of datagrams that come too late.</param>
    public DatagramTransport(WorkerFlow flow, IDatagramProtocol protocol, Socket socket, ILogger logger)
        : base(flow, protocol)
    {
        _logger = logger;
        _socket = socket;
        _own = socket.LocalEndPoint!;
        _peer = socket.RemoteEndPoint;
        _knownPeer = EndPoints.Unmap(_peer);
        _isDual = socket.AddressFamily == AddressFamily.InterNetworkV6 && socket.DualMode;
        _from = socket.AddressFamily == AddressFamily.Unix
            ? new SocketAddress(AddressFamily.Unix, UnixAddress.Room)
            : new SocketAddress(socket.AddressFamily);
        _glance.SetBuffer(new byte[1]);
        _glance.Completed += (_, _) => Notify(ArrivalWork);
        _sending.Completed += (_, _) => Notify(SentWork);
    }

    public override string Description => _knownPeer is null
        ? $"datagram socket {EndPoints.Unmap(_own)}"
        : $"datagram socket {EndPoints.Unmap(_own)} to {_knownPeer}";

    protected override bool IsQuiet => !_isLooking && !_isSending;

    protected override object? FindInfo(string name) => name switch
    {
        TransportInfo.PeerName => _knownPeer,
        TransportInfo.SockName => EndPoints.Unmap(_own),
        TransportInfo.Socket => _socket,
        _ => null,
    };

    protected override void CheckProtocol(IProtocol protocol)
    {
        if (protocol is IDatagramProtocol) return;
        throw new ArgumentException($"A transport of datagrams needs an {nameof(IDatagramProtocol)}, and {protocol.GetType()} is none.", nameof(protocol));
    }

    protected override void OnMade() => Look();

    protected override void OnNotified(int work)
    {
        if ((work & SentWork) != 0) OnSent();
        if ((work & ErrorWork) != 0) ReportErrors();
        if ((work & ArrivalWork) != 0) OnArrival();
        TryRelease();
    }

    protected override void OnReleased()
    {
        _glance.Dispose();
        _sending.Dispose();
    }

    protected override void CloseInLoop()
    {
        if (TryBeginClose() && _queue.Count == 0) TryLose(null);
    }

    protected override void OnLosing()
    {
        // What is with the system comes back from a closed socket.
        _socket.Dispose();
        DropQueue();
    }
}
