using System.Net;

namespace Actors.Transports.Servers;

/// <summary>One connection's place in a <see cref="ConnectionLimit"/>.</summary>
internal sealed class ConnectionPlace(ConnectionLimit limit, IPAddress? address)
{
    private int _isLeft;

    /// <summary>Makes room for another. Twice is as once; any thread.</summary>
    public void Leave()
    {
        if (Interlocked.Exchange(ref _isLeft, 1) == 0) limit.Give(address);
    }
}
