namespace Actors.Transports.Streams;

/// <summary>What carries the bytes of a <see cref="StreamTransport"/>: a socket, a TLS stream, a pipe.</summary>
/// <remarks>There is one read and one write at a time. An exception of any operation ends the transport with it.</remarks>
internal abstract class ByteChannel
{
    /// <summary>What it is and where it leads, for people.</summary>
    public abstract string Description { get; }

    /// <summary>Whether it can be read from; else a read brings nothing but the end, when the reader at the other side has gone.</summary>
    public virtual bool CanRead => true;

    /// <summary>Whether it can be written to; else nothing is left after the end of what it reads.</summary>
    public virtual bool CanWrite => true;

    /// <summary>Whether a read into an empty buffer completes when there is something to read, and takes none of it: then an idle
    /// transport holds no buffer.</summary>
    public virtual bool CanWaitForData => true;

    /// <summary>Whether <see cref="ShutdownWrite"/> leaves the reading side open.</summary>
    public virtual bool CanShutdownWrite => false;

    /// <summary>Reads.</summary>
    /// <returns>How much; 0 at the end, and for an empty buffer.</returns>
    public abstract ValueTask<int> ReadAsync(Memory<byte> buffer);

    /// <summary>Sends what goes out without waiting, while nothing is under way.</summary>
    /// <returns>How much that was; perhaps nothing.</returns>
    public virtual int TryWrite(ReadOnlySpan<byte> data) => 0;

    /// <summary>Sends all of it.</summary>
    public abstract ValueTask WriteAsync(ReadOnlyMemory<byte> data);

    /// <summary>Ends the writing side; nothing is under way there.</summary>
    public virtual void ShutdownWrite() => throw new NotSupportedException($"{Description} cannot end its writing side alone: close it.");

    /// <summary>Says good-bye to the peer, before <see cref="Dispose"/>; nothing is being written. Its errors are of no interest.</summary>
    public virtual ValueTask EndAsync() => ValueTask.CompletedTask;

    /// <summary>Closes it at once; what is under way ends soon, with an error or not. Once.</summary>
    public abstract void Dispose();

    /// <summary>Gives back what only what was under way still needed; now nothing is. Once, after <see cref="Dispose"/>.</summary>
    public virtual void Free()
    {
    }

    /// <summary>What is known of it by a name of <see cref="TransportInfo"/>; null for nothing. Also after its end.</summary>
    public abstract object? FindInfo(string name);
}
