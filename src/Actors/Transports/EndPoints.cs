using System.Net;
using System.Net.Sockets;

namespace Actors.Transports;

/// <summary>The kinds of end points that there are transports for.</summary>
internal static class EndPoints
{
    /// <exception cref="ArgumentException">It is none that a stream can lead to.</exception>
    public static void ThrowUnlessOfStream(EndPoint endPoint)
    {
        if (endPoint is IPEndPoint or DnsEndPoint or UnixDomainSocketEndPoint) return;
        throw new ArgumentException(
            $"A stream leads to an IPEndPoint, a DnsEndPoint or a UnixDomainSocketEndPoint, and {endPoint.GetType().Name} is none of them.",
            nameof(endPoint));
    }

    /// <summary>A socket for both kinds of addresses shows one kind as the other.</summary>
    public static EndPoint? Unmap(EndPoint? endPoint) =>
        endPoint is IPEndPoint { Address.IsIPv4MappedToIPv6: true } mapped ? new IPEndPoint(mapped.Address.MapToIPv4(), mapped.Port) : endPoint;
}
