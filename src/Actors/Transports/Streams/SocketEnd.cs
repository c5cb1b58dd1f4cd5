using System.Net.Sockets;
using Actors.Transports.Servers;

namespace Actors.Transports.Streams;

/// <summary>How a connected socket is closed.</summary>
internal static class SocketEnd
{
    /// <summary>Closes it so that the peer reads what was sent, and then the end: with data that nobody has read, or an operation under
    /// way, a bare dispose resets the peer.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="place">Its place in a server's limit, if it has one. It is left first: a client that sees the end may connect anew.</param>
    public static void Dispose(Socket socket, ConnectionPlace? place = null)
    {
        place?.Leave();
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
