using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Actors.Application.Files;

/// <summary>Calls of Linux for what .NET cannot say: what kind of file a name has, and an open that follows no link.</summary>
internal static class LinuxFiles
{
    public const int ReadOnly = 0;
    public const int ReadWrite = 2;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;
    public const int LockShared = 1;
    public const int LockExclusive = 2;
    public const int LockNonBlocking = 4;
    public const int NotFound = 2;
    public const int WouldBlock = 11;
    public const int AccessDenied = 13;
    public const int Exists = 17;
    private const int CurrentFolder = -100;
    private const int EmptyPath = 0x1000;
    private const int NoFollowAtPath = 0x100;
    private const uint BasicFields = 0x7ff;

    /// <summary>The flag has another bit on the processors whose Linux is older than the common numbers.</summary>
    public static int NoFollow { get; } =
        RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64 or Architecture.Armv6 or Architecture.Ppc64le ? 0x8000 : 0x20000;

    /// <summary>What an open file is.</summary>
    public static FileEntry? Find(SafeFileHandle handle, out int error)
    {
        var added = false;
        try
        {
            handle.DangerousAddRef(ref added);
            return Find((int)handle.DangerousGetHandle(), "", EmptyPath, out error);
        }
        finally
        {
            if (added) handle.DangerousRelease();
        }
    }

    /// <summary>What a name stands for; a link is not followed.</summary>
    public static FileEntry? Find(string path, out int error) => Find(CurrentFolder, path, NoFollowAtPath, out error);

    // It is variadic, and its third parameter counts only where a file is made, which this is never used for.
    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern SafeFileHandle Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "flock", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Lock(SafeFileHandle handle, int operation);

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Stat(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint fields, out Status status);

    private static FileEntry? Find(int folder, string path, int flags, out int error)
    {
        error = Stat(folder, path, flags, BasicFields, out var status) == 0 ? 0 : Marshal.GetLastPInvokeError();
        return error == 0 ? new FileEntry(status.Mode, status.Links, status.Number, status.DeviceMajor, status.DeviceMinor) : null;
    }

    /// <summary><c>struct statx</c>, which is the same on each processor.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Status
    {
        [FieldOffset(16)]
        public uint Links;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Number;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }
}
