namespace Actors;

/// <summary>The names that <see cref="ITransport.GetExtraInfo"/> knows (transports 29).</summary>
public static class TransportInfo
{
    /// <summary>The peer's <see cref="System.Net.EndPoint"/>.</summary>
    public const string PeerName = "peername";

    /// <summary>The own <see cref="System.Net.EndPoint"/>.</summary>
    public const string SockName = "sockname";

    /// <summary>The <see cref="System.Net.Sockets.Socket"/>; to look at, not to read from or to close.</summary>
    public const string Socket = "socket";

    /// <summary>The options of the handshake: <see cref="System.Net.Security.SslClientAuthenticationOptions"/> or
    /// <see cref="System.Net.Security.SslServerAuthenticationOptions"/>.</summary>
    public const string SslContext = "sslcontext";

    /// <summary>The <see cref="System.Net.Security.SslStream"/>; to look at.</summary>
    public const string SslObject = "ssl_object";

    /// <summary>The peer's certificate.</summary>
    public const string PeerCert = "peercert";

    /// <summary>The negotiated cipher, a <see cref="System.Net.Security.TlsCipherSuite"/>.</summary>
    public const string Cipher = "cipher";

    /// <summary>The <see cref="System.IO.Stream"/> of a pipe.</summary>
    public const string Pipe = "pipe";

    /// <summary>The <see cref="System.Diagnostics.Process"/>.</summary>
    public const string Subprocess = "subprocess";
}
