using System.Net.Security;
using System.Text;
using Actors.Transports.Tls;

namespace Actors;

/// <summary>How <see cref="EventLoop.CreateServer(Func{IStreamProtocol}, System.Net.EndPoint, ServerOptions?, CancellationToken)"/> serves.</summary>
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

    /// <summary>How many connections the server may hold, alone or together with others. One more is closed as soon as it is accepted;
    /// that is counted, and logged at most every ten seconds.</summary>
    /// <value>Null, the default: as many as come.</value>
    public ConnectionLimit? Limit { get; init; }

    /// <summary>What a client is sent that finds no place in the <see cref="Limit"/>. A client that is to speak TLS is sent nothing.</summary>
    /// <value>A text in the form of <see cref="string.Format(string, object?)"/>, where <c>{0}</c> stands for the reason in words; null, the
    /// default: nothing.</value>
    public string? Refusal { get; init; }

    /// <summary>Lets the system find out that a TCP client is gone without a word.</summary>
    /// <value>Null, the default: it does not look.</value>
    public KeepAliveOptions? KeepAlive { get; init; }

    internal void Validate()
    {
        TlsTimes.Validate(HandshakeTimeout, nameof(HandshakeTimeout));
        TlsTimes.Validate(ShutdownTimeout, nameof(ShutdownTimeout));
        ArgumentOutOfRangeException.ThrowIfLessThan(Backlog, 1);
        KeepAlive?.Validate();
        if (Refusal is not null && CompositeFormat.Parse(Refusal).MinimumArgumentCount > 1)
        {
            throw new ArgumentException("ServerOptions.Refusal may have {0} only: it stands for the reason.");
        }

        if (Tls is { ServerCertificate: null, ServerCertificateContext: null, ServerCertificateSelectionCallback: null })
        {
            throw new ArgumentException(
                "A TLS server needs a certificate: set ServerOptions.Tls.ServerCertificate, ServerCertificateContext or "
                + "ServerCertificateSelectionCallback.");
        }
    }
}
