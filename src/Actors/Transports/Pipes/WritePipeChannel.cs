using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace Actors.Transports.Pipes;

/// <summary>A pipe that is written to.</summary>
/// <remarks>Its reading side brings nothing but the end: its reader has gone, or everything is written (transports 38).</remarks>
internal sealed class WritePipeChannel : PipeChannel
{
    private readonly TaskCompletionSource<int> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly string _what;
    private ReaderWatch? _watch;
    private bool _isClosed;

    /// <param name="stream">Is the channel's from now on.</param>
    /// <param name="what">What it is, for people.</param>
    public WritePipeChannel(Stream stream, string what)
        : base(Unblock(stream, PipeDirection.Out), stream) => _what = what;

    /// <inheritdoc/>
    public override string Description => _what;

    /// <inheritdoc/>
    public override bool CanWaitForData => true;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanShutdownWrite => true;

    private SafeHandle? Handle => Stream switch
    {
        PipeStream pipe => pipe.SafePipeHandle,
        FileStream file => file.SafeFileHandle,
        _ => null,
    };

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer)
    {
        if (_watch is null && !_end.Task.IsCompleted && Handle is { } handle) _watch = ReaderWatch.TryStart(handle, () => _end.TrySetResult(0));
        return new ValueTask<int>(_end.Task);
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> data)
    {
        await BeginWrite(data).ConfigureAwait(false);
        await Stream.FlushAsync(Closing).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override void ShutdownWrite() => _end.TrySetResult(0);

    /// <inheritdoc/>
    public override void Dispose()
    {
        lock (_gate) _isClosed = true;
        _watch?.Dispose();
        _end.TrySetResult(0);
        base.Dispose();
    }

    /// <summary>Of a write that begins on the thread pool while the pipe is closed in the loop, the end may be lost: one or the other.</summary>
    private ValueTask BeginWrite(ReadOnlyMemory<byte> data)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            return Stream.WriteAsync(data, Closing);
        }
    }
}
