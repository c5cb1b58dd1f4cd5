using System.Net.Sockets;

namespace Actors.Transports.Servers;

/// <summary>Keeps the last handles of the process from the clients of its servers.</summary>
/// <remarks>Without a handle .NET can load no code that has not run yet, and ends the process. So a server refuses clients before that.</remarks>
/// <param name="limit">How many handles the process may have; files, sockets and pipes.</param>
internal sealed class HandleReserve(long limit)
{
    /// <summary>Handles that are kept where there are many: enough for the code, a log file and a few processes.</summary>
    private const long MaxReserve = 64;

    /// <summary>Where there are few, one of so many is kept.</summary>
    private const int SmallestPart = 8;

    private const int LinuxResource = 7;
    private const int BsdResource = 8;

    /// <summary>What the process may have.</summary>
    public static HandleReserve OfProcess { get; } = new(Read());

    public long Limit => limit;

    /// <summary>Whether the socket has one of the last handles: the system gives the lowest number that is free.</summary>
    public bool IsReached(Socket socket) => IsReached(socket.SafeHandle.DangerousGetHandle());

    public bool IsReached(nint handle) => handle >= limit - Math.Min(MaxReserve, limit / SmallestPart);

    private static long Read()
    {
        // Handles of Windows are no such numbers, and there are enough.
        if (OperatingSystem.IsWindows()) return long.MaxValue;
        var resource = OperatingSystem.IsLinux() ? LinuxResource : BsdResource;
        return Libc.GetResourceLimit(resource, out var limit) == 0 && limit.Current < int.MaxValue ? (long)limit.Current : long.MaxValue;
    }
}
