using System.Net;
using System.Net.Sockets;

namespace Actors.Transports.Udp;

/// <summary>Makes the sockets of datagram transports.</summary>
internal static class DatagramSocket
{
    /// <exception cref="ArgumentException">No address was given, or the two are of different kinds, or an option is none.</exception>
    public static void Check(EndPoint? local, EndPoint? remote, DatagramOptions options)
    {
        options.Validate();
        if (local is null && remote is null) throw new ArgumentException("A datagram socket needs a local address, a remote one, or both.");
        if (local is not DnsEndPoint && remote is not DnsEndPoint) ThrowIfApart(local, remote, options);
    }

    /// <summary>Opens one that is bound, connected, or both.</summary>
    /// <exception cref="ArgumentException">The two addresses are of different kinds.</exception>
    /// <exception cref="SocketException">The system refuses, or a name is unknown.</exception>
    public static async Task<Socket> Open(EndPoint? local, EndPoint? remote, DatagramOptions options, CancellationToken cancellationToken)
    {
        var family = FamilyOf(local, remote);
        var localAddress = await Resolve(local, family, cancellationToken).ConfigureAwait(false);
        var remoteAddress = await Resolve(remote, localAddress?.AddressFamily ?? family, cancellationToken).ConfigureAwait(false);
        family = (localAddress ?? remoteAddress!).AddressFamily;
        ThrowIfApart(localAddress, remoteAddress, options);

        var socket = new Socket(family, SocketType.Dgram, family == AddressFamily.Unix ? ProtocolType.Unspecified : ProtocolType.Udp);
        try
        {
            // What is received and sent here is ready at once, or waited for asynchronously.
            socket.Blocking = false;
            Set(socket, options);
            if (localAddress is not null) socket.Bind(localAddress);
            if (remoteAddress is not null) socket.Connect(remoteAddress);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static void Set(Socket socket, DatagramOptions options)
    {
        if (options.DualMode && socket.AddressFamily == AddressFamily.InterNetworkV6) socket.DualMode = true;
        if (options.AllowBroadcast) socket.EnableBroadcast = true;
        if (options.ReuseAddress) socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        if (options.ReceiveBufferSize is { } receive) socket.ReceiveBufferSize = receive;
        if (options.SendBufferSize is { } send) socket.SendBufferSize = send;
    }

    /// <summary>A name takes the kind of the address beside it.</summary>
    private static AddressFamily FamilyOf(EndPoint? local, EndPoint? remote) =>
        local is { AddressFamily: not AddressFamily.Unspecified } ? local.AddressFamily : remote?.AddressFamily ?? AddressFamily.Unspecified;

    private static async Task<EndPoint?> Resolve(EndPoint? address, AddressFamily family, CancellationToken cancellationToken)
    {
        if (address is not DnsEndPoint name) return address;
        var addresses = await HostNames.ResolveAsync(name, family, cancellationToken).ConfigureAwait(false);
        return new IPEndPoint(addresses[0], name.Port);
    }

    private static void ThrowIfApart(EndPoint? local, EndPoint? remote, DatagramOptions options)
    {
        if (local is null || remote is null || local.AddressFamily == remote.AddressFamily) return;
        if (options.DualMode && local.AddressFamily == AddressFamily.InterNetworkV6 && remote.AddressFamily == AddressFamily.InterNetwork) return;
        throw new ArgumentException($"The local address {local} and the remote address {remote} are of different kinds.");
    }
}
