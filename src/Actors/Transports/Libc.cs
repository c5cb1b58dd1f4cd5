using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Actors.Transports;

/// <summary>What .NET has no call for: signals to a child, news of a pipe's reader, and limits of the process. Unix only.</summary>
internal static class Libc
{
    public const short PollIn = 1;

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Kill(int processId, int signal);

    /// <summary>A handle that means this process alone, whatever becomes of its number. Linux, from glibc 2.36 on.</summary>
    [DllImport("libc", EntryPoint = "pidfd_open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern SafeFileHandle PidfdOpen(int processId, uint flags);

    [DllImport("libc", EntryPoint = "pidfd_send_signal", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int PidfdSendSignal(SafeFileHandle process, int signal, nint info, uint flags);

    [DllImport("libc", EntryPoint = "poll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Poll([In, Out] PollEntry[] entries, nuint count, int milliseconds);

    [DllImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int GetResourceLimit(int resource, out ResourceLimit limit);

    /// <summary><c>struct rlimit</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct ResourceLimit
    {
        public nuint Current;
        public nuint Max;
    }

    /// <summary><c>struct pollfd</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PollEntry
    {
        public int Handle;
        public short Events;
        public short Returned;
    }
}
