using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Actors.Application.Hub;

/// <summary>Reads the certificate of the TLS listener.</summary>
internal static class HubCertificate
{
    /// <exception cref="HostStartException">A file is missing, or does not hold what it should; the message names the setting.</exception>
    public static X509Certificate2 Load(HubTlsOptions options)
    {
        try
        {
            var password = options.Password.Length > 0 ? options.Password : null;
            if (Path.GetExtension(options.Certificate).ToUpperInvariant() is ".PFX" or ".P12")
            {
                return X509CertificateLoader.LoadPkcs12FromFile(options.Certificate, password);
            }

            var key = options.Key.Length > 0 ? options.Key : options.Certificate;
            return password is null
                ? X509Certificate2.CreateFromPemFile(options.Certificate, key)
                : X509Certificate2.CreateFromEncryptedPemFile(options.Certificate, password, key);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new HostStartException(
                $"The hub cannot take its certificate from '{options.Certificate}': {error.Message} " +
                "Hub:Tls:Certificate, Hub:Tls:Key and Hub:Tls:Password say where it is.", error);
        }
    }
}
