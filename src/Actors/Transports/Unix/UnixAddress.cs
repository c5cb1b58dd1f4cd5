using System.Net;
using System.Net.Sockets;

namespace Actors.Transports.Unix;

/// <summary>Addresses of Unix sockets as the system writes them.</summary>
internal static class UnixAddress
{
    /// <summary>Bytes of room for any of them. Linux writes up to 111, one more than its <c>sockaddr_un</c> has; BSDs up to 255.</summary>
    public const int Room = 256;

    /// <summary>Bytes of the family, before the name.</summary>
    private const int FamilySize = 2;

    /// <summary>Bytes of the longest that .NET understands.</summary>
    private static readonly int s_longest = SocketAddress.GetMaximumAddressSize(AddressFamily.Unix);

    private static readonly UnixDomainSocketEndPoint s_any = new("any");

    /// <summary>Understands what the system wrote, whatever name the peer gave itself. A peer without a name has an empty one.</summary>
    public static EndPoint Parse(ReadOnlySpan<byte> written)
    {
        // A path of 108 bytes ends with a zero that .NET has no room for, and needs not.
        var size = Math.Clamp(written.Length, FamilySize, s_longest);
        var address = new SocketAddress(AddressFamily.Unix, size);
        if (written.Length > FamilySize) written[FamilySize..size].CopyTo(address.Buffer.Span[FamilySize..]);
        return s_any.Create(address);
    }
}
