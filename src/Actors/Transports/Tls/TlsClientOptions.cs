using System.Net;
using System.Net.Security;

namespace Actors.Transports.Tls;

/// <summary>Options of a client's handshake that name a host.</summary>
internal static class TlsClientOptions
{
    /// <returns>The options; a copy with the host of the address when they name none.</returns>
    /// <exception cref="ArgumentException">There is no host to name.</exception>
    public static SslClientAuthenticationOptions For(EndPoint endPoint, SslClientAuthenticationOptions options)
    {
        if (!string.IsNullOrEmpty(options.TargetHost)) return options;
        var host = endPoint switch
        {
            DnsEndPoint dns => dns.Host,
            IPEndPoint ip => ip.Address.ToString(),
            _ => throw new ArgumentException(
                $"TLS to {endPoint} needs the name that the server's certificate is for: set ConnectionOptions.Tls.TargetHost.", nameof(endPoint)),
        };

        // What the caller gave may serve for other hosts at the same time.
        var named = new SslClientAuthenticationOptions
        {
            TargetHost = host,
            AllowRenegotiation = options.AllowRenegotiation,
            AllowTlsResume = options.AllowTlsResume,
            ApplicationProtocols = options.ApplicationProtocols,
            CertificateChainPolicy = options.CertificateChainPolicy,
            CertificateRevocationCheckMode = options.CertificateRevocationCheckMode,
            CipherSuitesPolicy = options.CipherSuitesPolicy,
            ClientCertificateContext = options.ClientCertificateContext,
            ClientCertificates = options.ClientCertificates,
            EnabledSslProtocols = options.EnabledSslProtocols,
            EncryptionPolicy = options.EncryptionPolicy,
            LocalCertificateSelectionCallback = options.LocalCertificateSelectionCallback,
            RemoteCertificateValidationCallback = options.RemoteCertificateValidationCallback,
        };
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows())
        {
            named.AllowRsaPkcs1Padding = options.AllowRsaPkcs1Padding;
            named.AllowRsaPssPadding = options.AllowRsaPssPadding;
        }

        return named;
    }
}
