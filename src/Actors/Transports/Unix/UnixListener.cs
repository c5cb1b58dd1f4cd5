using System.Net.Sockets;

namespace Actors.Transports.Unix;

/// <summary>A Unix socket that listens. Its file goes with it.</summary>
internal sealed class UnixListener() : Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
{
    /// <summary>The file to delete; null for none, and after it was deleted: another server may have the name by then.</summary>
    private string? _file;

    /// <exception cref="SocketException">The name is in use, or cannot be used.</exception>
    public void Listen(UnixDomainSocketEndPoint endPoint, int backlog)
    {
        if (OperatingSystem.IsWindows())
        {
            // Windows sizes a peer's address itself, and .NET deletes the file.
            Bind(endPoint);
        }
        else
        {
            var name = new UnixListenName(endPoint);
            Bind(name);
            name.OnBound();
            if (!IsAbstract(endPoint)) _file = Path.GetFullPath(endPoint.ToString());
        }

        Listen(backlog);
    }

    protected override void Dispose(bool disposing)
    {
        // Before the close: after it, another server may take the name.
        if (disposing && Interlocked.Exchange(ref _file, null) is { } file) Delete(file);
        base.Dispose(disposing);
    }

    /// <summary>Whether the name is none in the file system: it begins with a zero, behind the two bytes of the family.</summary>
    private static bool IsAbstract(UnixDomainSocketEndPoint endPoint) => endPoint.Serialize() is { Size: > 2 } address && address[2] == 0;

    private static void Delete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The folder has changed hands meanwhile. The next server finds that nobody listens there.
        }
    }
}
