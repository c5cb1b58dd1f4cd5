using System.Net.Security;
using Actors.Transports.Tls;

namespace Actors;

/// <summary>How <see cref="EventLoop.CreateServer"/> serves.</summary>
public sealed class ServerOptions
{
    /// <summary>Makes its connections TLS connections, with these options of the handshake (transports 39).</summary>
    /// <value>Null, the default: no TLS.</value>
    public SslServerAuthenticationOptions? Tls { get; init; }

    /// <summary>How long a client's TLS handshake may take, by the system's clock.</summary>
    /// <value>More than zero; 60 seconds by default.</value>
    public TimeSpan HandshakeTimeout { get; init; } = TlsTimes.DefaultHandshake;

    /// <summary>How long the good-bye of TLS may take when a connection is closed, by the system's clock.</summary>
    /// <value>More than zero; 30 seconds by default.</value>
    public TimeSpan ShutdownTimeout { get; init; } = TlsTimes.DefaultShutdown;

    /// <summary>Whether small writes go out at once, instead of waiting for more (transports 31).</summary>
    /// <value>True by default. A Unix socket knows no such choice.</value>
    public bool NoDelay { get; init; } = true;

    /// <summary>Connections that the system holds until they are accepted.</summary>
    /// <value>1 or more; 512 by default. The system may have a lower limit.</value>
    public int Backlog { get; init; } = 512;

    internal void Validate()
    {
        TlsTimes.Validate(HandshakeTimeout, nameof(HandshakeTimeout));
        TlsTimes.Validate(ShutdownTimeout, nameof(ShutdownTimeout));
        ArgumentOutOfRangeException.ThrowIfLessThan(Backlog, 1);
        if (Tls is { ServerCertificate: null, ServerCertificateContext: null, ServerCertificateSelectionCallback: null })
        {
            throw new ArgumentException(
                "A TLS server needs a certificate: set ServerOptions.Tls.ServerCertificate, ServerCertificateContext or "
                + "ServerCertificateSelectionCallback.");
        }
    }
}
