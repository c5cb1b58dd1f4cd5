using Actors.Application.Files;
using Microsoft.Win32.SafeHandles;

namespace Actors.Application.Downloads;

/// <summary>The file beside a part file that holds its <see cref="PartRecord"/>, open for nobody else.</summary>
/// <remarks>As long as it is held, no other download, of this process or another, writes the same file. It is written in place: replacing
/// it would take the lock away with the old file.</remarks>
internal sealed class PartLock : IDisposable
{
    private const int MaxBytes = 64 * 1024;

    /// <summary>How often the file may be removed by others between its opening and its locking.</summary>
    private const int MaxAttempts = 1000;

    private readonly string _path;
    private readonly SafeFileHandle _handle;

    private PartLock(string path, SafeFileHandle handle)
    {
        _path = path;
        _handle = handle;
    }

    /// <summary>Takes the lock.</summary>
    /// <returns>Null when somebody has it.</returns>
    public static PartLock? TryTake(string path)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            SafeFileHandle handle;
            try
            {
                handle = PlainFile.OpenOrCreate(path, FileShare.None);
            }
            catch (IOException error) when (IsTaken(error))
            {
                return null;
            }

            if (PlainFile.IsAt(handle, path)) return new PartLock(path, handle);

            // The one that had it has removed it between our opening and our locking.
            handle.Dispose();
        }

        // Others take it and give it back all the time.
        return null;
    }

    /// <summary>Whether no record was written yet.</summary>
    public bool IsEmpty => RandomAccess.GetLength(_handle) == 0;

    public PartRecord? Read()
    {
        var length = RandomAccess.GetLength(_handle);
        if (length is 0 or > MaxBytes) return null;
        var bytes = new byte[length];
        return PartRecord.FromLine(bytes.AsSpan(0, RandomAccess.Read(_handle, bytes, 0)));
    }

    /// <summary>Writes the record; when it returns, it is on the disk.</summary>
    public void Write(PartRecord record)
    {
        var line = record.ToLine();
        RandomAccess.Write(_handle, line, 0);
        RandomAccess.SetLength(_handle, line.Length);
        RandomAccess.FlushToDisk(_handle);
    }

    /// <summary>Removes the file, and lets go.</summary>
    public void Remove()
    {
        // While it is locked, so that nobody's new one is removed; Windows cannot remove what is open.
        if (!OperatingSystem.IsWindows()) File.Delete(_path);
        Dispose();
        if (OperatingSystem.IsWindows()) File.Delete(_path);
    }

    public void Dispose() => _handle.Dispose();

    // A sharing violation: the one of Windows, and the two errors that a lock of Unix can give.
    private static bool IsTaken(IOException error) =>
        error is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException) &&
        (error.HResult is unchecked((int)0x80070020) or 11 or 35);
}
