using System.Net.Sockets;
using System.Text;

namespace Actors.Application.Hub;

/// <summary>The way of a client's lines from the hub to its transport. Belongs to the connection's flow.</summary>
/// <remarks>The transport's buffer stays small; what it does not take is queued here, one copy for all clients that are behind. A client for
/// which more than <see cref="HubOptions.MaxQueueBytes"/> wait is told so and closed.</remarks>
internal sealed class Outbox
{
    private readonly HubConnection _client;
    private readonly HubContext _hub;
    private readonly OutgoingQueue _queue;
    private readonly Backlog _backlog;
    private readonly Action _flush;
    private IStreamTransport? _transport;
    private SendBuffer? _sendBuffer;

    /// <summary>The transport's buffer is full.</summary>
    private bool _isFull;

    /// <summary>A flush is queued behind what else has come: many small lines go out in one call.</summary>
    private bool _isFlushing;

    private volatile bool _isClosing;

    /// <summary>Makes one for a client whose worker was made.</summary>
    public Outbox(HubConnection client, HubContext hub)
    {
        _client = client;
        _hub = hub;
        _queue = new OutgoingQueue(hub.Queues);
        _backlog = new Backlog(hub.Options.MaxQueueBytes, client.Worker.System.TimeProvider);
        _flush = Flush;
    }

    /// <summary>Nothing more is queued for the client; what is queued is sent, then it is closed. Any thread.</summary>
    public bool IsClosing => _isClosing;

    /// <summary>How much waits for the client. Any thread.</summary>
    public Backlog Backlog => _backlog;

    /// <summary>Bytes that the client has not taken: those in the transport's and the system's buffers among them.</summary>
    public long Left => _queue.Bytes + (_transport?.WriteBufferSize ?? 0) + (_sendBuffer?.Bytes ?? 0);

    public void Open(IStreamTransport transport)
    {
        _transport = transport;

        // What the socket does not take at once stays in the queue, where it counts, and where it can be dropped by whole lines.
        transport.SetWriteBufferLimits(high: 0);
        _sendBuffer = new SendBuffer(transport.GetExtraInfo(TransportInfo.Socket) as Socket);
        _sendBuffer.Limit();
    }

    /// <summary>Queues an answer.</summary>
    public void Add(ReadOnlyMemory<byte> answer)
    {
        if (!HasRoomFor(answer.Length)) return;
        _queue.Add(answer);
        OnAdded();
    }

    /// <summary>Queues lines of a channel.</summary>
    public void Add(HubLines lines)
    {
        if (!HasRoomFor(lines.Bytes.Length)) return;
        _queue.Add(lines);
        OnAdded();
    }

    public void SetFull(bool isFull)
    {
        _isFull = isFull;
        if (!isFull) Flush();
    }

    /// <summary>Drops what is queued, tells the client why, and lets nothing more in.</summary>
    public void CloseWith(string reason)
    {
        _queue.Clear();
        _queue.Add(Encoding.UTF8.GetBytes($"ERR {reason}\n"));
        _backlog.Grew(_queue.Bytes);
        _isClosing = true;
        _client.OnSaidAll();
    }

    /// <summary>Lets nothing more in, and closes the transport when all is sent.</summary>
    public void Close()
    {
        _isClosing = true;
        Flush();
    }

    /// <summary>Drops what is queued, sends the client the reason as its last word, and closes the transport.</summary>
    public void GiveUp(string reason)
    {
        var (lines, bytes) = (_queue.CountLines(), _queue.Bytes);
        if (lines > 0)
        {
            _hub.Logger.LinesDropped(_client.Name, _client.Address, lines, bytes, reason);
            CloseWith($"closed: {lines} lines are dropped, since {reason}");
        }

        // The transport takes it whatever it holds, and the system beyond what it would hold for a client that stays.
        _isFull = false;
        Flush();
        _sendBuffer?.Lift();
    }

    /// <summary>Nothing can be sent any more.</summary>
    public void Abandon()
    {
        _isClosing = true;
        _queue.Clear();
        _backlog.Grew(0);
    }

    private bool HasRoomFor(int length)
    {
        if (_isClosing) return false;
        if (_queue.Bytes + length <= _hub.Options.MaxQueueBytes) return true;
        _hub.Logger.TooSlow(_client.Name, _client.Address, _queue.Bytes);
        CloseWith($"too slow: more than {_hub.Options.MaxQueueBytes} bytes waited to be read");
        return false;
    }

    private void OnAdded()
    {
        _backlog.Grew(_queue.Bytes);
        if (_isFull) _queue.Count();
        if (_isFlushing || _isFull) return;
        _isFlushing = true;
        _client.Worker.Later(_flush);
    }

    /// <summary>Hands the transport what it takes without piling it up.</summary>
    private void Flush()
    {
        _isFlushing = false;
        if (_transport is not { } transport) return;
        for (var sent = 0; !_isFull && sent < _hub.Options.MaxBytesPerTurn && _queue.TryTake(out var bytes); sent += bytes.Length)
        {
            transport.Write(bytes.Span);
            _client.OnActive();
            _backlog.Shrank(_queue.Bytes);
        }

        if (!_isFull && _queue.Bytes > 0)
        {
            _isFlushing = true;
            _client.LaterBehindOthers(_flush);
        }

        _queue.Count();
        if (_isClosing && _queue.Bytes == 0) transport.Close();
    }
}
