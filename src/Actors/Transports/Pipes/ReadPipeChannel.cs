using System.IO.Pipes;
using System.Net.Sockets;

namespace Actors.Transports.Pipes;

/// <summary>A pipe that is read from.</summary>
internal sealed class ReadPipeChannel : PipeChannel
{
    private readonly TaskCompletionSource<int> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _what;

    /// <summary>For a read that may go on after the close; null when none does.</summary>
    private readonly byte[]? _buffer;

    /// <param name="stream">Is the channel's from now on.</param>
    /// <param name="what">What it is, for people.</param>
    public ReadPipeChannel(Stream stream, string what)
        : base(Unblock(stream, PipeDirection.In), stream)
    {
        _what = what;
        if (Stream is not (PipeStream or NetworkStream)) _buffer = new byte[BlockingReadSize];
    }

    private const int BlockingReadSize = 4 * 1024;

    /// <inheritdoc/>
    public override string Description => _what;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    // Begun in the turn, as the close is: of a read that begins on one thread while the pipe is closed on another, the end may be lost.
    public override ValueTask<int> ReadAsync(Memory<byte> buffer) => _buffer is null ? Stream.ReadAsync(buffer, Closing) : ReadOrLeave(buffer);

    /// <summary>A terminal's read, for one, ends with its next line only, whatever is closed or cancelled: it is left alone then.</summary>
    private async ValueTask<int> ReadOrLeave(Memory<byte> buffer)
    {
        var read = Stream.ReadAsync(_buffer.AsMemory(0, Math.Min(_buffer!.Length, buffer.Length)), Closing).AsTask();
        if (await Task.WhenAny(read, _closed.Task).ConfigureAwait(false) != read)
        {
            Forget(read);
            return 0;
        }

        var count = await read.ConfigureAwait(false);
        _buffer.AsSpan(0, count).CopyTo(buffer.Span);
        return count;
    }

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> data) => throw new NotSupportedException($"{Description} can only be read from.");

    /// <inheritdoc/>
    public override void Dispose()
    {
        _closed.TrySetResult(0);
        base.Dispose();
    }

    private static void Forget(Task read) => read.ContinueWith(
        static read => _ = read.Exception,
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);
}
