using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace Actors.Transports.Udp;

/// <content>Sending: at once where the system takes it, else from a queue, one after the other.</content>
internal sealed partial class DatagramTransport
{
    /// <summary>What each datagram counts beside its bytes, so that a queue of empty ones has an end too.</summary>
    private const int Overhead = 8;

    /// <summary>Which datagram that comes too late is worth a warning.</summary>
    private const int LateDatagrams = 5;

    private readonly SocketAsyncEventArgs _sending = new(true);
    private readonly Queue<Outgoing> _queue = new();

    /// <summary>Errors of datagrams that the system refused at once: the protocol hears of them later, not inside its call.</summary>
    private readonly Queue<Exception> _errors = new();

    private WriteLimits _limits = WriteLimits.Default;
    private int _size;
    private int _lateDatagrams;
    private bool _isWritingPaused;

    /// <summary>Whether the head of the queue is with the system.</summary>
    private bool _isSending;

    public int WriteBufferSize => Volatile.Read(ref _size);

    public (int Low, int High) WriteBufferLimits => (_limits.Low, _limits.High);

    public void SetWriteBufferLimits(int? high = null, int? low = null)
    {
        var limits = WriteLimits.Of(high, low);
        if (EntersLoop()) SetLimits(limits);
        else Enqueue(() => SetLimits(limits));
    }

    /// <inheritdoc/>
    public void SendTo(ReadOnlySpan<byte> data, EndPoint? address = null)
    {
        ThrowIfNotMeant(address);
        var datagram = new Outgoing(ArrayPool<byte>.Shared.Rent(data.Length), data.Length, _peer is null ? address : null);
        data.CopyTo(datagram.Buffer);
        if (EntersLoop()) Send(datagram);
        else Enqueue(() => Send(datagram));
    }

    private void ThrowIfNotMeant(EndPoint? address)
    {
        if (_peer is not null)
        {
            if (address is null || address.Equals(_peer) || address.Equals(_knownPeer)) return;
            throw new ArgumentException($"The socket is connected to {_knownPeer} and cannot send to {address}.", nameof(address));
        }

        if (address is null) throw new ArgumentException("The socket is not connected: say where the datagram goes.", nameof(address));
        if (address.AddressFamily == _own.AddressFamily || (_isDual && address.AddressFamily == AddressFamily.InterNetwork)) return;
        throw new ArgumentException($"A socket of the kind {_own.AddressFamily} cannot send to {address}.", nameof(address));
    }

    private void Send(Outgoing datagram)
    {
        if (!IsOpen)
        {
            datagram.Free();
            if (++_lateDatagrams == LateDatagrams) _logger.WritesAreLate(Description, Flow.Path);
            return;
        }

        _queue.Enqueue(datagram);
        _size += datagram.Size;
        if (!_isSending) SendQueue();
        Balance();
    }

    /// <summary>Gives the queue to the system, as far as it takes it.</summary>
    private void SendQueue()
    {
        while (!IsLosing && _queue.TryPeek(out var datagram))
        {
            try
            {
                if (Begin(datagram))
                {
                    _isSending = true;
                    return;
                }
            }
            catch (ObjectDisposedException error)
            {
                TryLose(error);
                return;
            }

            EndSend();
        }

        if (!IsOpen) TryLose(null);
    }

    /// <returns>Whether it is under way; false when it is done.</returns>
    private bool Begin(Outgoing datagram)
    {
        _sending.SetBuffer(datagram.Buffer, 0, datagram.Length);
        _sending.RemoteEndPoint = datagram.Address;
        return datagram.Address is null ? _socket.SendAsync(_sending) : _socket.SendToAsync(_sending);
    }

    /// <summary>The head of the queue is sent, or refused.</summary>
    private void EndSend()
    {
        var datagram = _queue.Dequeue();
        datagram.Free();
        if (IsLosing) return;
        _size -= datagram.Size;
        if (_sending.SocketError == SocketError.Success) return;
        _errors.Enqueue(new SocketException((int)_sending.SocketError));
        Notify(ErrorWork);
    }

    private void OnSent()
    {
        _isSending = false;
        EndSend();
        if (IsLosing) return;
        SendQueue();
        Balance();
    }

    private void SetLimits(WriteLimits limits)
    {
        _limits = limits;
        Balance();
    }

    /// <summary>Tells the protocol to send no more, or to send on.</summary>
    private void Balance()
    {
        if (!_isWritingPaused && _size > _limits.High)
        {
            _isWritingPaused = true;
            Flow.CallWithin(static transport => transport.Protocol.PauseWriting(), this, whose: this);
        }

        if (!_isWritingPaused || IsLosing || _size > _limits.Low) return;
        _isWritingPaused = false;
        Flow.CallWithin(static transport => transport.Protocol.ResumeWriting(), this, whose: this);
    }

    private void ReportErrors()
    {
        while (_errors.TryDequeue(out var error)) Report(error);
    }

    /// <summary>Drops all but what the system has.</summary>
    private void DropQueue()
    {
        _size = 0;
        Outgoing? head = _isSending ? _queue.Dequeue() : null;
        while (_queue.TryDequeue(out var datagram)) datagram.Free();
        if (head is { } sending) _queue.Enqueue(sending);
    }

    /// <summary>A datagram on its way out, in a buffer of the pool's.</summary>
    private readonly record struct Outgoing(byte[] Buffer, int Length, EndPoint? Address)
    {
        public int Size => Length + Overhead;

        public void Free() => ArrayPool<byte>.Shared.Return(Buffer);
    }
}
