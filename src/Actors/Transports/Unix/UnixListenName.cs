using System.Net;
using System.Net.Sockets;

namespace Actors.Transports.Unix;

/// <summary>The name at which a Unix socket listens, with room for the name of any peer.</summary>
/// <remarks>.NET copies each peer's address into one of the size of the listener's own, and then has the listener's end point understand it. A
/// peer with a longer name, which it chooses itself, makes that throw on a thread of .NET's, outside every catch: the process ends. So
/// this end point has the size of its name for the bind alone, and later one that every name fits into. Rejected: an accept of our own
/// from libc, which would need a thread that waits for the listeners, since .NET waits for a listener in its own accept only.</remarks>
internal sealed class UnixListenName(UnixDomainSocketEndPoint name) : EndPoint
{
    private bool _isBound;

    public override AddressFamily AddressFamily => AddressFamily.Unix;

    /// <summary>The bind is done: from now on addresses of peers are asked for.</summary>
    public void OnBound() => _isBound = true;

    public override SocketAddress Serialize() => _isBound ? new SocketAddress(AddressFamily.Unix, UnixAddress.Room) : name.Serialize();

    public override EndPoint Create(SocketAddress socketAddress) => UnixAddress.Parse(socketAddress.Buffer.Span[..socketAddress.Size]);

    public override string ToString() => name.ToString();
}
