using System.Net.Sockets;

namespace Actors;

/// <summary>How the system finds out that the peer of a TCP connection is gone without a word: it asks, when nothing comes.</summary>
public sealed class KeepAliveOptions
{
    /// <summary>Seconds that Linux takes at most.</summary>
    private const int MaxSeconds = 32_767;

    private const int MaxRetries = 127;

    /// <summary>How long nothing comes before the system asks for the first time.</summary>
    /// <value>1 to 32,767 seconds, rounded up to whole seconds; 2 minutes by default.</value>
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long the system waits for an answer before it asks again.</summary>
    /// <value>1 to 32,767 seconds, rounded up to whole seconds; 15 seconds by default.</value>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How many times the system asks in vain before the connection ends with an error.</summary>
    /// <value>1 to 127; 4 by default.</value>
    public int Retries { get; init; } = 4;

    internal void Validate()
    {
        ThrowUnlessInRange(Time, nameof(Time));
        ThrowUnlessInRange(Interval, nameof(Interval));
        ArgumentOutOfRangeException.ThrowIfLessThan(Retries, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Retries, MaxRetries);
    }

    /// <summary>Sets it for a TCP socket; those that a listener accepts have it from there.</summary>
    internal void Apply(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, Seconds(Time));
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, Seconds(Interval));
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Retries);
    }

    private static int Seconds(TimeSpan time) => (int)Math.Ceiling(time.TotalSeconds);

    private static void ThrowUnlessInRange(TimeSpan time, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.FromSeconds(1), name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(time, TimeSpan.FromSeconds(MaxSeconds), name);
    }
}
