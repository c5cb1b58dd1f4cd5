using System.Net;
using System.Net.Sockets;
using Actors.Transports.Servers;

namespace Actors.Transports.Tcp;

/// <summary>TCP sockets that connect and listen (transports 31, 32).</summary>
internal static class TcpSockets
{
    /// <summary>The addresses behind an end point, in the order in which they are to be tried.</summary>
    public static async Task<IPEndPoint[]> ResolveAsync(EndPoint endPoint, CancellationToken cancellationToken)
    {
        if (endPoint is IPEndPoint known) return [known];
        var name = (DnsEndPoint)endPoint;
        var addresses = await HostNames.ResolveAsync(name, name.AddressFamily, cancellationToken).ConfigureAwait(false);
        return Array.ConvertAll(addresses, address => new IPEndPoint(address, name.Port));
    }

    /// <summary>Connects to the first address that answers.</summary>
    /// <param name="endPoint">Whose addresses they are, for people.</param>
    /// <param name="addresses">The addresses, at least one, in the order in which they are tried.</param>
    /// <param name="options">The own address, and whether small writes wait.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="SocketException">None did.</exception>
    public static async Task<Socket> ConnectAsync(
        EndPoint endPoint, IPEndPoint[] addresses, ConnectionOptions options, CancellationToken cancellationToken)
    {
        var failures = new List<(IPEndPoint Address, SocketException Error)>();
        foreach (var address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.NoDelay = options.NoDelay;
                if (options.LocalEndPoint is { } local) socket.Bind(local);
                await socket.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
                return socket;
            }
            catch (Exception error)
            {
                socket.Dispose();
                if (error is not SocketException failure) throw;
                failures.Add((address, failure));
            }
        }

        var reasons = string.Join("; ", failures.Select(static failure => $"{failure.Address}: {failure.Error.SocketErrorCode}"));
        throw new SocketException((int)failures[0].Error.SocketErrorCode, $"No connection to {endPoint} ({reasons}).");
    }

    /// <summary>Listens at an address.</summary>
    /// <exception cref="SocketException">It is in use, or not one of this machine's.</exception>
    public static Socket Listen(IPEndPoint address, ServerOptions options)
    {
        // Without ReuseAddress: on Linux it lets two listeners share a port.
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.Address.Equals(IPAddress.IPv6Any)) socket.DualMode = true;
            options.KeepAlive?.Apply(socket);
            socket.Bind(address);
            socket.Listen(options.Backlog);
            return socket;
        }
        catch (SocketException error)
        {
            socket.Dispose();
            throw ListenError.At(address.ToString(), error);
        }
    }
}
