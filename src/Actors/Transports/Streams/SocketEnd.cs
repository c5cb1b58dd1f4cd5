using System.Net.Sockets;

namespace Actors.Transports.Streams;

/// <summary>How a connected socket is closed.</summary>
internal static class SocketEnd
{
    /// <summary>Closes it so that the peer reads what was sent, and then the end: with data that nobody has read, or an operation under
    /// way, a bare dispose resets the peer.</summary>
    public static void Dispose(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // It was not connected any more.
        }

        socket.Dispose();
    }
}
