using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Actors.Application.Hub;

/// <summary>What the system holds of a client's data between the hub and the client. Linux; elsewhere nothing is known of it.</summary>
/// <remarks>Left alone the system takes megabytes for a client that reads nothing, beyond all limits of the hub, and tells nothing of a slow
/// one for minutes: its socket takes more only when a third of them has gone.</remarks>
internal sealed class SendBuffer(Socket? socket)
{
    /// <summary>Bytes that the system takes beyond what the client's window has room for: enough to keep a fast client busy.</summary>
    private const int MostUnsent = 64 * 1024;

    private const int Tcp = 6;
    private const int NotSentLowWatermark = 25;

    /// <summary><c>SIOCOUTQ</c>: bytes that were sent and that the client's system has not confirmed, and those that were not sent.</summary>
    private const nuint OutputQueue = 0x5411;

    private readonly Socket? _socket = OperatingSystem.IsLinux() ? socket : null;

    /// <summary>Bytes that the system holds; 0 where it cannot be asked.</summary>
    public int Bytes
    {
        get
        {
            if (_socket is null) return 0;
            try
            {
                return IoControl(_socket.SafeHandle, OutputQueue, out var bytes) == 0 ? bytes : 0;
            }
            catch (ObjectDisposedException)
            {
                return 0;
            }
        }
    }

    /// <summary>Keeps what the system holds small.</summary>
    public void Limit() => SetMostUnsent(MostUnsent);

    /// <summary>Lets the system take all it has room for: what it has taken, it delivers also when the process has ended.</summary>
    public void Lift() => SetMostUnsent(0);

    private void SetMostUnsent(int bytes)
    {
        if (_socket is null or { AddressFamily: AddressFamily.Unix }) return;
        try
        {
            _socket.SetRawSocketOption(Tcp, NotSentLowWatermark, BitConverter.GetBytes(bytes));
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The client has gone; or the system does not know the option, and holds what it likes.
        }
    }

    [DllImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int IoControl(SafeHandle socket, nuint request, out int value);
}
