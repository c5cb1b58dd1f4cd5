using System.Net;
using System.Runtime.InteropServices;
using Actors.Transports.Servers;

namespace Actors;

/// <summary>How many connections servers may hold: all those that are given it have the limit together.</summary>
/// <remarks>A connection counts from its accept, so during a TLS handshake too, until its socket is closed. Any thread may call its
/// members.</remarks>
public sealed class ConnectionLimit
{
    private readonly Lock _gate = new();

    /// <summary>How many each address has; null when that does not matter.</summary>
    private readonly Dictionary<IPAddress, int>? _byAddress;

    private int _count;
    private long _refused;

    /// <summary>Makes a limit.</summary>
    /// <param name="maxConnections">How many there may be; 1 or more.</param>
    /// <param name="maxConnectionsPerAddress">How many there may be from one IP address; 1 or more, or null for no limit of its own. Peers
    /// of Unix sockets have no address.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is less than 1.</exception>
    public ConnectionLimit(int maxConnections, int? maxConnectionsPerAddress = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxConnections, 1);
        if (maxConnectionsPerAddress is { } each) ArgumentOutOfRangeException.ThrowIfLessThan(each, 1, nameof(maxConnectionsPerAddress));
        MaxConnections = maxConnections;
        MaxConnectionsPerAddress = maxConnectionsPerAddress;
        if (maxConnectionsPerAddress is not null) _byAddress = [];
    }

    /// <summary>How many connections there may be.</summary>
    public int MaxConnections { get; }

    /// <summary>How many connections there may be from one IP address; null for no limit of its own.</summary>
    public int? MaxConnectionsPerAddress { get; }

    /// <summary>How many connections there are.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>How many connections were refused.</summary>
    public long RefusedCount => Interlocked.Read(ref _refused);

    /// <summary>Takes a place for a connection.</summary>
    /// <param name="address">Where it comes from; null when that is no IP address.</param>
    /// <param name="refusal">Why there is none.</param>
    /// <returns>The place; null when there is none.</returns>
    internal ConnectionPlace? TryTake(IPAddress? address, out string refusal)
    {
        refusal = "";
        lock (_gate)
        {
            if (_count >= MaxConnections) refusal = $"too many connections: the limit is {MaxConnections}";
            else if (!TryCount(address)) refusal = $"too many connections from your address: the limit is {MaxConnectionsPerAddress}";
            else
            {
                _count++;
                return new ConnectionPlace(this, address);
            }
        }

        Interlocked.Increment(ref _refused);
        return null;
    }

    /// <summary>Gives a place back. Once for each.</summary>
    internal void Give(IPAddress? address)
    {
        lock (_gate)
        {
            _count--;
            if (_byAddress is null || address is null) return;
            if (_byAddress[address] == 1) _byAddress.Remove(address);
            else _byAddress[address]--;
        }
    }

    private bool TryCount(IPAddress? address)
    {
        if (_byAddress is null || address is null) return true;
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_byAddress, address, out _);
        if (count >= MaxConnectionsPerAddress) return false;
        count++;
        return true;
    }
}
