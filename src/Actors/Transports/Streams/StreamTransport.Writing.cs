using System.Buffers;

namespace Actors.Transports.Streams;

/// <content>Writing, and its limits (transports 24, 25, 27).</content>
internal sealed partial class StreamTransport
{
    /// <summary>Which write that comes too late is worth a warning.</summary>
    private const int LateWrites = 5;

    private readonly WriteQueue _writes;

    private WriteLimits _limits = WriteLimits.Default;
    private int _lateWrites;
    private volatile bool _isEofAsked;
    private bool _isEofDue;
    private bool _isWritingPaused;

    public int WriteBufferSize => _writes.Size;

    public (int Low, int High) WriteBufferLimits => (_limits.Low, _limits.High);

    public bool CanWriteEof => _channel.CanShutdownWrite;

    public void Write(ReadOnlySpan<byte> data)
    {
        if (_isEofAsked) throw new InvalidOperationException($"{Description}: nothing can be written after WriteEof.");
        if (EntersLoop())
        {
            WriteInLoop(data);
            return;
        }

        var copy = ArrayPool<byte>.Shared.Rent(data.Length);
        data.CopyTo(copy);
        var length = data.Length;
        Enqueue(() =>
        {
            WriteInLoop(copy.AsSpan(0, length));
            ArrayPool<byte>.Shared.Return(copy);
        });
    }

    public void WriteEof()
    {
        if (!CanWriteEof) throw new NotSupportedException($"{Description} cannot end its writing side alone: use Close.");
        _isEofAsked = true;
        if (EntersLoop()) WriteEofInLoop();
        else Enqueue(WriteEofInLoop);
    }

    public void SetWriteBufferLimits(int? high = null, int? low = null)
    {
        var limits = WriteLimits.Of(high, low);
        if (EntersLoop()) SetLimits(limits);
        else Enqueue(() => SetLimits(limits));
    }

    private void SetLimits(WriteLimits limits)
    {
        _limits = limits;
        Balance();
    }

    private void WriteInLoop(ReadOnlySpan<byte> data)
    {
        if (!IsOpen)
        {
            if (++_lateWrites == LateWrites) _logger.WritesAreLate(Description, Flow.Path);
            return;
        }

        if (data.IsEmpty) return;
        if (!_writes.IsSending && (!TryWriteNow(ref data) || data.IsEmpty)) return;
        _writes.Add(data);
        Balance();
    }

    /// <summary>What the system takes at once needs no copy.</summary>
    private bool TryWriteNow(ref ReadOnlySpan<byte> data)
    {
        try
        {
            data = data[_channel.TryWrite(data)..];
            return true;
        }
        catch (Exception error)
        {
            TryLose(StreamErrors.Unwrap(error));
            return false;
        }
    }

    private void WriteEofInLoop()
    {
        if (!IsOpen || _isEofDue) return;
        _isEofDue = true;
        if (_writes.IsAtMost(0)) ShutdownWrite();
    }

    private void ShutdownWrite()
    {
        try
        {
            _channel.ShutdownWrite();
        }
        catch (Exception error)
        {
            TryLose(StreamErrors.Unwrap(error));
        }
    }

    private void OnWritten()
    {
        if (IsLosing) return;
        if (_writes.Error is { } error)
        {
            TryLose(StreamErrors.Unwrap(error));
            return;
        }

        Balance();
        if (IsLosing || (IsOpen && !_isEofDue) || !_writes.IsAtMost(0)) return;
        if (!IsOpen) EndChannel();
        else ShutdownWrite();
    }

    /// <summary>Tells the protocol to write no more, or to write on.</summary>
    private void Balance()
    {
        if (!_isWritingPaused && _writes.Size > _limits.High)
        {
            _isWritingPaused = true;
            Flow.CallWithin(static transport => transport.Protocol.PauseWriting(), this, whose: this);
        }

        if (!_isWritingPaused || IsLosing || !_writes.IsAtMost(_limits.Low)) return;
        _isWritingPaused = false;
        Flow.CallWithin(static transport => transport.Protocol.ResumeWriting(), this, whose: this);
    }
}
