using System.Buffers;
using System.Security.Cryptography;
using Actors.Application.Files;
using Microsoft.Win32.SafeHandles;

namespace Actors.Application.Downloads;

/// <summary>The bytes of a file that is not complete, <c>NAME.part</c>, and what they belong to, <c>NAME.part.meta</c>.</summary>
/// <remarks>
/// <para>At every moment the bytes in the part file are the beginning of what the record describes: a new record is written only while the
/// part file is empty, and bytes only behind it. A process that is killed in between leaves an empty file with the old record, or bytes
/// with the right one; a record that was written half is none.</para>
/// <para>A machine that loses power may lose bytes that were written, and keep the length. So what is on the disk for sure is written down
/// now and then (<see cref="CheckpointAsync"/>), bytes first, and after a restart of the machine only that counts.</para>
/// </remarks>
internal sealed class PartFile : IDisposable
{
    public const string Suffix = ".part";
    public const string MetaSuffix = ".part.meta";
    private const int HashBufferSize = 128 * 1024;
    private static readonly string? Boot = ReadBoot();
    private readonly string _path;
    private readonly PartLock _lock;
    private readonly SafeFileHandle _data;

    private PartFile(string path, PartLock held)
    {
        _path = path;
        _lock = held;
        _data = PlainFile.OpenOrCreate(path, FileShare.Read);
    }

    /// <summary>Bytes that are there and are right as far as anybody knows.</summary>
    public long Length { get; private set; }

    /// <summary>What they belong to; null when there are none.</summary>
    public PartRecord? Record { get; private set; }

    public bool IsComplete => Record?.Length == Length;

    /// <summary>Opens what there is of a file, or begins it.</summary>
    /// <returns>Null when another download writes it.</returns>
    public static PartFile? TryOpen(string finalPath, Uri url)
    {
        if (PartLock.TryTake(finalPath + MetaSuffix) is not { } held) return null;
        try
        {
            var file = new PartFile(finalPath + Suffix, held);
            file.Load(url);
            return file;
        }
        catch
        {
            // A new one is worth nothing without the part file.
            if (held.IsEmpty) held.Remove();
            else held.Dispose();
            throw;
        }
    }

    /// <summary>Throws away what there is, and begins with another record.</summary>
    public void Begin(PartRecord record)
    {
        TruncateTo(0);
        Write(record with { Durable = 0 });
    }

    public async ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await RandomAccess.WriteAsync(_data, bytes, Length, cancellationToken).ConfigureAwait(false);
        Length += bytes.Length;
    }

    /// <summary>Reads bytes that are there.</summary>
    public async ValueTask<byte[]> ReadAsync(long offset, int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        var read = 0;
        while (read < count)
        {
            var more = await RandomAccess.ReadAsync(_data, bytes.AsMemory(read), offset + read, cancellationToken).ConfigureAwait(false);
            if (more == 0) throw new IOException($"'{_path}' has become shorter while it was used.");
            read += more;
        }

        return bytes;
    }

    /// <summary>Takes bytes back that turned out not to be trusted.</summary>
    public void TruncateTo(long length)
    {
        RandomAccess.SetLength(_data, length);
        Length = length;
    }

    /// <summary>The server has said where the file ends.</summary>
    public void SetLength(long length) => Write(Record! with { Length = length });

    /// <summary>Brings the bytes to the disk, and then writes down how many they are.</summary>
    public async ValueTask CheckpointAsync()
    {
        if (_data.IsClosed || Record is null || Record.Durable == Length) return;

        // Not on the caller's thread: it takes as long as the disk takes.
        await Task.Run(() =>
        {
            RandomAccess.FlushToDisk(_data);
            Write(Record with { Durable = Length });
        }).ConfigureAwait(false);
    }

    public async Task<string> HashAsync(CancellationToken cancellationToken)
    {
        // Of what is open: the name may stand for something else by now.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(HashBufferSize);
        try
        {
            var offset = 0L;
            while (await RandomAccess.ReadAsync(_data, buffer, offset, cancellationToken).ConfigureAwait(false) is var count and > 0)
            {
                hash.AppendData(buffer, 0, count);
                offset += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>Gives the complete file its name.</summary>
    public void Complete(string finalPath)
    {
        RandomAccess.FlushToDisk(_data);
        var length = RandomAccess.GetLength(_data);
        if (length != Length) throw new IOException($"'{_path}' has {length} bytes, and {Length} were written: another program changes it.");
        _data.Dispose();

        // A rename: whoever looks sees the old file, or none, or the whole new one.
        File.Move(_path, finalPath, overwrite: true);
        _lock.Remove();
    }

    /// <summary>Removes all that there is.</summary>
    public void Discard()
    {
        _data.Dispose();
        File.Delete(_path);
        _lock.Remove();
    }

    public void Dispose()
    {
        _data.Dispose();
        _lock.Dispose();
    }

    private void Load(Uri url)
    {
        var record = _lock.Read();
        if (record is null || record.Url != url.AbsoluteUri) return;
        var length = RandomAccess.GetLength(_data);
        if (Boot is null || record.Boot != Boot) length = Math.Min(length, record.Durable);
        if (length > record.Length) return;
        Record = record;
        TruncateTo(length);
    }

    private void Write(PartRecord record)
    {
        Record = record with { Boot = Boot };
        _lock.Write(Record);
    }

    private static string? ReadBoot()
    {
        try
        {
            return File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Not a Linux: what was written down is all that counts.
            return null;
        }
    }
}
