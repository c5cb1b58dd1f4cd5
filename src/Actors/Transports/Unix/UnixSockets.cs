using System.Net.Sockets;
using Actors.Transports.Servers;

namespace Actors.Transports.Unix;

/// <summary>Unix sockets that connect and listen.</summary>
internal static class UnixSockets
{
    /// <summary>What the system says when a socket's file is opened as a file: ENXIO.</summary>
    private const int NoSuchDevice = 6;

    public static async Task<Socket> ConnectAsync(UnixDomainSocketEndPoint endPoint, CancellationToken cancellationToken)
    {
        var socket = Make();
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch (SocketException error)
        {
            socket.Dispose();
            throw new SocketException((int)error.SocketErrorCode, $"No connection to the Unix socket {endPoint}: {error.Message}");
        }
        catch (Exception)
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Listens at a path. A socket's file at which nobody listens any more is replaced; the own one goes with the socket.</summary>
    /// <exception cref="SocketException">Somebody listens there, or the path cannot be used.</exception>
    public static Socket Listen(UnixDomainSocketEndPoint endPoint, int backlog)
    {
        try
        {
            return Bind(endPoint, backlog);
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse && IsStale(endPoint))
        {
            File.Delete(endPoint.ToString());
        }
        catch (SocketException error)
        {
            throw ListenError.At(endPoint.ToString(), error, isFile: true);
        }

        try
        {
            return Bind(endPoint, backlog);
        }
        catch (SocketException error)
        {
            throw ListenError.At(endPoint.ToString(), error, isFile: true);
        }
    }

    private static UnixListener Bind(UnixDomainSocketEndPoint endPoint, int backlog)
    {
        var socket = new UnixListener();
        try
        {
            socket.Listen(endPoint, backlog);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    private static Socket Make() => new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    /// <summary>Whether it is a socket's file, and whoever listened there has gone. Another file refuses connections too.</summary>
    private static bool IsStale(UnixDomainSocketEndPoint endPoint)
    {
        using var probe = Make();

        // Where somebody listens who is too busy to accept, a blocking connect would wait.
        probe.Blocking = false;
        try
        {
            probe.Connect(endPoint);
            return false;
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode == SocketError.ConnectionRefused && IsSocket(endPoint.ToString());
        }
    }

    private static bool IsSocket(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            return false;
        }
        catch (IOException error)
        {
            return error.HResult == NoSuchDevice;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
