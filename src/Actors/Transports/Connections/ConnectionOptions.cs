using System.Net;
using System.Net.Security;
using Actors.Transports.Tls;

namespace Actors;

/// <summary>How <see cref="EventLoop.CreateConnection{TProtocol}(Func{TProtocol}, EndPoint, ConnectionOptions?, CancellationToken)"/>
/// connects.</summary>
public sealed class ConnectionOptions
{
    /// <summary>Makes it a TLS connection, with these options of the handshake (transports 39).</summary>
    /// <value>Null, the default: no TLS. Without a <see cref="SslClientAuthenticationOptions.TargetHost"/> the host of the address is
    /// taken.</value>
    public SslClientAuthenticationOptions? Tls { get; init; }

    /// <summary>How long the TLS handshake may take, by the system's clock.</summary>
    /// <value>More than zero; 60 seconds by default.</value>
    public TimeSpan HandshakeTimeout { get; init; } = TlsTimes.DefaultHandshake;

    /// <summary>How long the good-bye of TLS may take when the connection is closed, by the system's clock.</summary>
    /// <value>More than zero; 30 seconds by default.</value>
    public TimeSpan ShutdownTimeout { get; init; } = TlsTimes.DefaultShutdown;

    /// <summary>Whether small writes go out at once, instead of waiting for more (transports 31).</summary>
    /// <value>True by default. A Unix socket knows no such choice.</value>
    public bool NoDelay { get; init; } = true;

    /// <summary>The own address, from which it connects.</summary>
    /// <value>Null, the default: the system chooses.</value>
    public EndPoint? LocalEndPoint { get; init; }

    internal void Validate()
    {
        TlsTimes.Validate(HandshakeTimeout, nameof(HandshakeTimeout));
        TlsTimes.Validate(ShutdownTimeout, nameof(ShutdownTimeout));
    }
}
