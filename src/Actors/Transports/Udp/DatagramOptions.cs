namespace Actors;

/// <summary>What a datagram socket is to be (spec T2).</summary>
public sealed class DatagramOptions
{
    /// <summary>Whether it may send to broadcast addresses.</summary>
    /// <value>False by default: the system refuses such a datagram, which goes to <see cref="IDatagramProtocol.ErrorReceived"/>.</value>
    public bool AllowBroadcast { get; init; }

    /// <summary>Whether other sockets that ask for the same may have the same local address, as those of a multicast group do.</summary>
    /// <value>False by default. On Linux the last of them gets what is sent to one address alone.</value>
    public bool ReuseAddress { get; init; }

    /// <summary>Whether an IPv6 socket also takes and reaches IPv4 addresses.</summary>
    /// <value>False by default. The addresses are then told as IPv4 addresses, not as mapped ones.</value>
    public bool DualMode { get; init; }

    /// <summary>The size of the system's buffer for datagrams that nobody has taken; what does not fit is lost.</summary>
    /// <value>Bytes; null, the system's own size, by default.</value>
    public int? ReceiveBufferSize { get; init; }

    /// <summary>The size of the system's buffer for datagrams to be sent.</summary>
    /// <value>Bytes; null, the system's own size, by default.</value>
    public int? SendBufferSize { get; init; }

    internal void Validate()
    {
        if (ReceiveBufferSize is { } receive) ArgumentOutOfRangeException.ThrowIfNegativeOrZero(receive, nameof(ReceiveBufferSize));
        if (SendBufferSize is { } send) ArgumentOutOfRangeException.ThrowIfNegativeOrZero(send, nameof(SendBufferSize));
    }
}
