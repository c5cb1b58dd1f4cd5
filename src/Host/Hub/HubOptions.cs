using System.Net;

namespace Actors.Application.Hub;

/// <summary>Settings of the hub, section <c>Hub</c>.</summary>
internal sealed class HubOptions
{
    /// <summary>The address to listen on.</summary>
    /// <value>An IP address, or <c>localhost</c>; <c>127.0.0.1</c> by default, so that nobody outside reaches it.</value>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>The port to listen on.</summary>
    /// <value>0 to 65535; 0 takes a free one, and the log says which. 7007 by default.</value>
    public int Port { get; set; } = 7007;

    /// <summary>Another listener, for clients that speak TLS.</summary>
    public HubTlsOptions Tls { get; set; } = new();

    /// <summary>Another listener: the path of a Unix socket.</summary>
    /// <value>Empty by default: there is none. The file is removed when the hub stops.</value>
    public string UnixSocket { get; set; } = "";

    /// <summary>Commands whose output is published.</summary>
    public List<HubSourceOptions> Sources { get; set; } = [];

    /// <summary>How many connections there may be, counted from their accept, by all listeners together. One more is told so and closed;
    /// by TLS it is only closed.</summary>
    /// <value>At least 1; 10,000 by default.</value>
    public int MaxConnections { get; set; } = 10_000;

    /// <summary>How many of them may come from one IP address; one more is treated likewise.</summary>
    /// <value>At least 1. Empty by default: there is no limit of its own. Clients of the Unix socket have no address.</value>
    public int? MaxConnectionsPerAddress { get; set; }

    /// <summary>Connections that the system holds for each listener until they are accepted.</summary>
    /// <value>At least 1; 512 by default. The system may have a lower limit, such as <c>net.core.somaxconn</c>.</value>
    public int Backlog { get; set; } = 512;

    /// <summary>How long a client may send no line and take nothing before it is told so and closed.</summary>
    /// <value>1 second to 30 days; zero, the default: for ever.</value>
    public TimeSpan IdleTimeout { get; set; }

    /// <summary>How long nothing comes from a client by TCP before the system asks whether it is still there.</summary>
    /// <value>1 second to 9 hours; 2 minutes by default. Zero: never.</value>
    public TimeSpan KeepAliveTime { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long the system waits for an answer before it asks again.</summary>
    /// <value>1 second to 9 hours; 15 seconds by default.</value>
    public TimeSpan KeepAliveInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How many times the system asks in vain before the client is lost.</summary>
    /// <value>1 to 127; 4 by default.</value>
    public int KeepAliveRetries { get; set; } = 4;

    /// <summary>The longest line that is understood, without its end.</summary>
    /// <value>256 bytes to 1 MiB; 64 KiB by default.</value>
    public int MaxLineBytes { get; set; } = 64 * 1024;

    /// <summary>What may be queued for one client that reads slowly; at more it is told so and closed.</summary>
    /// <value>At least 1 MiB; 128 MiB by default. Lines are queued once for all clients that wait for them.</value>
    public long MaxQueueBytes { get; set; } = 128L * 1024 * 1024;

    /// <summary>How long a client that is being closed may take nothing of what is still queued for it.</summary>
    /// <value>More than zero; 5 seconds by default.</value>
    public TimeSpan FlushTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The address of every listener but the Unix socket; null when it is none. Not public: no setting.</summary>
    internal IPAddress? IPAddress =>
        Address == "localhost" ? System.Net.IPAddress.Loopback : System.Net.IPAddress.TryParse(Address, out var address) ? address : null;
}
