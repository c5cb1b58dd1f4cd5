using System.Buffers;
using System.Runtime.CompilerServices;

namespace Actors.Transports.Streams;

/// <content>Reading: one read at a time, and the next after the protocol has had the last (transports 20, 21, 26).</content>
internal sealed partial class StreamTransport
{
    private const int ReadBufferSize = 64 * 1024;

    /// <summary>Reads in a row that bring data at once, before the worker's other work gets its chance.</summary>
    private const int ReadsInTurn = 8;

    private readonly Action _onRead;

    /// <summary>What is under way, or was and has not been looked at.</summary>
    private ConfiguredValueTaskAwaitable<int>.ConfiguredValueTaskAwaiter _read;

    /// <summary>Rented for the time between the arrival of data and the end of the callback; null while it waits for data.</summary>
    private byte[]? _buffer;

    private int _received;
    private bool _keepsOpen;
    private ReadStep _step;
    private volatile bool _isPaused;

    /// <summary>Whether <see cref="_read"/> has ended. Any thread.</summary>
    private volatile bool _isReadDone;

    private enum ReadStep : byte
    {
        Idle,

        /// <summary>For something to read.</summary>
        Waiting,

        /// <summary>Into the buffer.</summary>
        Reading,

        /// <summary>For good.</summary>
        Ended,
    }

    public bool IsReading => !_isPaused && !IsClosing;

    private bool IsReadPending => _step is ReadStep.Waiting or ReadStep.Reading && !_isReadDone;

    public void PauseReading()
    {
        if (EntersLoop()) _isPaused = true;
        else Enqueue(() => _isPaused = true);
    }

    public void ResumeReading()
    {
        if (EntersLoop()) Resume();
        else Enqueue(Resume);
    }

    private void Resume()
    {
        if (!_isPaused) return;
        _isPaused = false;
        Notify(ReadWork);
    }

    /// <summary>Goes on with reading as far as that goes without waiting.</summary>
    private void Read()
    {
        if (!IsOpen) EndRead();
        for (var left = ReadsInTurn; IsOpen && !_isPaused && _step != ReadStep.Ended;)
        {
            switch (_step)
            {
                case ReadStep.Idle when left-- == 0:
                    Notify(ReadWork);
                    return;
                case ReadStep.Idle when _channel.CanWaitForData:
                    if (!TryBegin(ReadStep.Waiting, default)) return;
                    break;
                case ReadStep.Reading:
                    if (!_isReadDone) return;
                    if (TryFinish(out var count)) Deliver(count);
                    break;
                default:
                    if (_step == ReadStep.Waiting && (!_isReadDone || !TryFinish(out _))) return;
                    _buffer = ArrayPool<byte>.Shared.Rent(ReadBufferSize);
                    if (!TryBegin(ReadStep.Reading, _buffer)) return;
                    break;
            }
        }
    }

    /// <returns>Whether it has ended already.</returns>
    private bool TryBegin(ReadStep step, Memory<byte> buffer)
    {
        try
        {
            Keep(_channel.ReadAsync(buffer));
        }
        catch (Exception error)
        {
            OnReadFailed(error);
            return false;
        }

        _step = step;
        _isReadDone = _read.IsCompleted;
        if (!_isReadDone) _read.UnsafeOnCompleted(_onRead);
        return _isReadDone;
    }

    // Not by the flow's own context: the end of a read comes in mailbox order.
    private void Keep(ValueTask<int> read) => _read = read.ConfigureAwait(false).GetAwaiter();

    /// <summary>On any thread.</summary>
    private void OnRead()
    {
        _isReadDone = true;
        Notify(ReadWork);
    }

    /// <summary>Takes the result of a read that has ended.</summary>
    private bool TryFinish(out int count)
    {
        _step = ReadStep.Idle;
        var read = _read;
        _read = default;
        try
        {
            count = read.GetResult();
            return true;
        }
        catch (Exception error)
        {
            count = 0;
            OnReadFailed(error);
            return false;
        }
    }

    private void OnReadFailed(Exception error)
    {
        _step = ReadStep.Ended;
        ReturnBuffer();
        if (IsOpen) TryLose(StreamErrors.Unwrap(error));
    }

    private void Deliver(int count)
    {
        _received = count;
        if (count == 0)
        {
            _step = ReadStep.Ended;
            ReturnBuffer();
            _keepsOpen = false;
            if (!_channel.CanRead)
            {
                // No end of data, but of those who would read them (transports 38).
                CloseInLoop();
                return;
            }

            if (Call(static transport => transport._keepsOpen = transport.Receiver.EofReceived(), this) is { } error) TryLose(error);
            else if (!_keepsOpen || !_channel.CanWrite) CloseInLoop();
            return;
        }

        var failure = Call(static transport => transport.Receiver.DataReceived(transport._buffer.AsSpan(0, transport._received)), this);
        ReturnBuffer();
        if (failure is not null) TryLose(failure);
    }

    private IStreamProtocol Receiver => Unsafe.As<IStreamProtocol>(Protocol);

    /// <summary>Nothing is read any more: lets go what a read that has ended holds. One under way does so when it ends.</summary>
    private void EndRead()
    {
        if (_step == ReadStep.Ended || IsReadPending) return;
        if (_step != ReadStep.Idle) TryFinish(out _);
        _step = ReadStep.Ended;

        // In the middle of a callback the data are still being looked at.
        if (_received == 0) ReturnBuffer();
    }

    private void ReturnBuffer()
    {
        _received = 0;
        if (_buffer is not { } buffer) return;
        _buffer = null;
        ArrayPool<byte>.Shared.Return(buffer);
    }
}
