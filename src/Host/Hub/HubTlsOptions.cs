namespace Actors.Application.Hub;

/// <summary>Settings of the hub's TLS listener, section <c>Hub:Tls</c>.</summary>
internal sealed class HubTlsOptions
{
    /// <summary>The port to listen on, at <see cref="HubOptions.Address"/>.</summary>
    /// <value>0 to 65535; 0 takes a free one, and the log says which. Empty by default: there is no such listener.</value>
    public int? Port { get; set; }

    /// <summary>How long a client's handshake may take before the client is closed.</summary>
    /// <value>More than zero, and 1 hour at most; 10 seconds by default.</value>
    public TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The certificate that clients see: a file in PEM form, or in PKCS #12 form with its key (<c>.pfx</c>, <c>.p12</c>).</summary>
    public string Certificate { get; set; } = "";

    /// <summary>The certificate's private key, a file in PEM form.</summary>
    /// <value>Empty by default: the key stands in the certificate's file.</value>
    public string Key { get; set; } = "";

    /// <summary>What the key is encrypted with.</summary>
    /// <value>Empty by default: it is not.</value>
    public string Password { get; set; } = "";
}
