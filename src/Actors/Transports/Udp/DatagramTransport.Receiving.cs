using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Actors.Transports.Unix;

namespace Actors.Transports.Udp;

/// <content>Receiving: one datagram, one item in the mailbox; the next is asked for after its callback (transports 34).</content>
/// <remarks>A look that takes nothing waits for the next datagram; it is taken in the turn that hands it over. So an idle socket holds no
/// buffer, and what the worker has no time for stays in the system's buffer, which is the back pressure.</remarks>
internal sealed partial class DatagramTransport
{
    /// <summary>More than the longest datagram has.</summary>
    private const int LongestDatagram = 65_536;

    /// <summary>The look at the next datagram.</summary>
    private readonly SocketAsyncEventArgs _glance = new(true);

    /// <summary>Filled by the system: who sent the datagram at hand.</summary>
    private readonly SocketAddress _from;

    /// <summary>Who sent the last datagram, as the system wrote it and as it is told. Most come from the same address as the one before.</summary>
    private (byte[] Raw, EndPoint Address)? _lastSender;

    /// <summary>Whether the look is with the system.</summary>
    private bool _isLooking;

    /// <summary>Waits for the next datagram, or for an error.</summary>
    private void Look()
    {
        try
        {
            _isLooking = true;

            // The look before has left there what it found.
            _glance.SocketFlags = SocketFlags.Peek;
            if (!_socket.ReceiveAsync(_glance)) Notify(ArrivalWork);
        }
        catch (ObjectDisposedException error)
        {
            // Somebody closed the socket, which was not theirs.
            _isLooking = false;
            TryLose(error);
        }
    }

    private void OnArrival()
    {
        _isLooking = false;
        if (!IsOpen) return;

        // Where a datagram longer than the look is an error, the error says that it is there.
        var error = _glance.SocketError is SocketError.Success or SocketError.MessageSize ? Receive() : new SocketException((int)_glance.SocketError);
        if (error is SocketException { SocketErrorCode: SocketError.OperationAborted } or ObjectDisposedException) TryLose(error);
        else if (error is not null) Report(error);
        if (IsOpen) Look();
    }

    /// <returns>The system's error.</returns>
    private Exception? Receive()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(LongestDatagram);
        try
        {
            _from.Size = _from.Buffer.Length;
            var length = _socket.ReceiveFrom(buffer, SocketFlags.None, _from);
            Call(
                static datagram => ((IDatagramProtocol)datagram.Protocol).DatagramReceived(datagram.Data.Span, datagram.Sender),
                (Protocol, Data: buffer.AsMemory(0, length), Sender: SenderOf(_from)));
            return null;
        }
        catch (SocketException error)
        {
            // A broken one was thrown away, or another process that has the socket too was faster.
            return error.SocketErrorCode == SocketError.WouldBlock ? null : error;
        }
        catch (ObjectDisposedException error)
        {
            return error;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private EndPoint SenderOf(SocketAddress raw)
    {
        if (_knownPeer is not null) return _knownPeer;
        var written = raw.Buffer.Span[..raw.Size];
        if (_lastSender is { } last && written.SequenceEqual(last.Raw)) return last.Address;
        var address = _own is UnixDomainSocketEndPoint ? UnixAddress.Parse(written) : EndPoints.Unmap(_own.Create(raw))!;
        _lastSender = (written.ToArray(), address);
        return address;
    }

    private void Report(Exception error) =>
        Call(static call => ((IDatagramProtocol)call.Protocol).ErrorReceived(call.error), (Protocol, error));
}
