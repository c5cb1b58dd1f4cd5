using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Actors.Application.Files;

/// <summary>Opens regular files in folders that others may write to: never through a link, and never a pipe or a device.</summary>
/// <remarks>Only the last part of a path is meant: the folder is its user's choice, and may be reached through links. On Linux the kernel refuses
/// a link. Elsewhere the name is looked at just before it is opened.</remarks>
internal static class PlainFile
{
    /// <summary>How often a file may be removed by others between two steps of opening it.</summary>
    private const int MaxAttempts = 1000;

    /// <summary>Whether there is a file with that name.</summary>
    /// <exception cref="IOException">The name stands for something that is no regular file, or cannot be looked up.</exception>
    public static bool Exists(string path)
    {
        if (OperatingSystem.IsLinux()) return Entry(path) is not null;
        RefuseOtherThanFile(path);
        return File.Exists(path);
    }

    /// <summary>Opens a file to read it.</summary>
    /// <exception cref="IOException">It is not there, is no regular file, or cannot be opened.</exception>
    public static SafeFileHandle OpenRead(string path)
    {
        if (OperatingSystem.IsLinux())
        {
            return TryOpenOnLinux(path, LinuxFiles.ReadOnly, FileShare.Read) ?? throw new FileNotFoundException($"'{path}' is not there.", path);
        }

        RefuseOtherThanFile(path);
        return File.OpenHandle(path);
    }

    /// <summary>Opens a file to read and write it, and makes it if it is missing.</summary>
    /// <param name="path">Its name.</param>
    /// <param name="share"><see cref="FileShare.None"/> locks it.</param>
    /// <exception cref="IOException">It is no regular file, has another name too, is locked, or cannot be opened.</exception>
    public static SafeFileHandle OpenOrCreate(string path, FileShare share)
    {
        if (!OperatingSystem.IsLinux())
        {
            RefuseOtherThanFile(path);
            return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, share, FileOptions.Asynchronous);
        }

        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (TryOpenOnLinux(path, LinuxFiles.ReadWrite, share) is { } handle) return handle;
            try
            {
                // A new file alone: this follows no link either.
                return File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, share, FileOptions.Asynchronous);
            }
            catch (IOException error) when (error.HResult == LinuxFiles.Exists)
            {
                // Somebody else has just made it.
            }
        }

        throw new IOException($"'{path}' is made and removed by other programs all the time.");
    }

    /// <summary>Whether an open file is the one that has the name. Outside of Linux this changes the time of the file.</summary>
    public static bool IsAt(SafeFileHandle handle, string path)
    {
        if (OperatingSystem.IsLinux())
        {
            return LinuxFiles.Find(handle, out _) is { } open && LinuxFiles.Find(path, out _) is { } named && open.IsSameAs(named);
        }

        // .NET has no file numbers, and a time that nobody else chose does as well.
        File.SetLastWriteTimeUtc(handle, DateTime.UnixEpoch.AddSeconds(RandomNumberGenerator.GetInt32(int.MaxValue)));
        return File.GetLastWriteTimeUtc(path) == File.GetLastWriteTimeUtc(handle);
    }

    /// <returns>Null when there is nothing with that name.</returns>
    private static SafeFileHandle? TryOpenOnLinux(string path, int access, FileShare share)
    {
        if (Entry(path) is null) return null;

        // The name may stand for something else by now. A pipe must not make the open wait.
        var handle = LinuxFiles.Open(path, access | LinuxFiles.NoFollow | LinuxFiles.NonBlocking | LinuxFiles.CloseOnExec);
        try
        {
            if (handle.IsInvalid)
            {
                var error = Marshal.GetLastPInvokeError();
                return error == LinuxFiles.NotFound || Entry(path) is null ? null : throw Failure(path, error);
            }

            var entry = LinuxFiles.Find(handle, out var status) ?? throw Failure(path, status);
            Refuse(path, entry);
            if (access == LinuxFiles.ReadWrite && entry.Links > 1) throw new IOException($"'{path}' has another name too (a hard link).");
            var kind = share == FileShare.None ? LinuxFiles.LockExclusive : LinuxFiles.LockShared;
            if (LinuxFiles.Lock(handle, kind | LinuxFiles.LockNonBlocking) != 0 && Marshal.GetLastPInvokeError() == LinuxFiles.WouldBlock)
            {
                // .NET says it with the same number, and takes a file system without locks as this does.
                throw new IOException($"'{path}' is in use by another program.", LinuxFiles.WouldBlock);
            }

            return handle;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <returns>Null when there is nothing with that name.</returns>
    private static FileEntry? Entry(string path)
    {
        if (LinuxFiles.Find(path, out var error) is { } entry)
        {
            Refuse(path, entry);
            return entry;
        }

        return error == LinuxFiles.NotFound ? null : throw Failure(path, error);
    }

    private static void Refuse(string path, FileEntry entry)
    {
        if (entry.IsLink) throw new IOException($"'{path}' is a link, and links are not followed.");
        if (entry.IsFolder) throw new IOException($"'{path}' is a folder.");
        if (!entry.IsRegular) throw new IOException($"'{path}' is no regular file.");
    }

    private static void RefuseOtherThanFile(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null) throw new IOException($"'{path}' is a link, and links are not followed.");
        if (Directory.Exists(path)) throw new IOException($"'{path}' is a folder.");
    }

    private static Exception Failure(string path, int error)
    {
        var message = $"'{path}' cannot be opened: {Marshal.GetPInvokeErrorMessage(error)}.";
        return error == LinuxFiles.AccessDenied ? new UnauthorizedAccessException(message) : new IOException(message, error);
    }
}
