using System.Net;
using System.Net.Sockets;

namespace Actors.Transports;

/// <summary>The addresses behind names.</summary>
internal static class HostNames
{
    /// <returns>One or more.</returns>
    /// <exception cref="SocketException">The name is unknown; it says which.</exception>
    public static async Task<IPAddress[]> ResolveAsync(DnsEndPoint name, AddressFamily family, CancellationToken cancellationToken)
    {
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(name.Host, family, cancellationToken).ConfigureAwait(false);
            if (addresses.Length > 0) return addresses;
        }
        catch (SocketException error)
        {
            throw new SocketException((int)error.SocketErrorCode, $"The name '{name.Host}' was not found: {error.Message}.");
        }

        throw new SocketException((int)SocketError.HostNotFound, $"The name '{name.Host}' has no address of this kind.");
    }
}
