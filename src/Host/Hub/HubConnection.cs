using System.Net;
using System.Text;
using Microsoft.Extensions.Logging;
using static Actors.CurrentWorker;

namespace Actors.Application.Hub;

/// <summary>One client: a worker whose transport brings the client's lines, and takes what the client is to get.</summary>
/// <remarks>The worker's mailbox is the client's queue: answers to its lines and lines from the channels come in the order in which the
/// client gets them. The transport's buffer stays small; what it does not take is queued here, one copy for all who are behind. A client
/// that leaves more than <see cref="HubOptions.MaxQueueBytes"/> lying is told so and closed.</remarks>
internal sealed class HubConnection
{
    private readonly HubClients _clients;
    private readonly HubOptions _options;
    private readonly ILogger _logger;
    private readonly OutgoingQueue _outgoing = new();
    private readonly Backlog _backlog;
    private readonly Subscriptions _subscriptions;
    private readonly IdleWatch _idle;

    /// <summary>Resolved when the client has had its say, or is gone: then what is queued is sent, and the connection closed.</summary>
    private readonly Defer<bool> _saidAll = new();

    /// <summary>Resolved when the transport has had its last call.</summary>
    private readonly Defer<bool> _lost = new();

    private IStreamTransport? _transport;

    /// <summary>The transport's buffer is full.</summary>
    private bool _isFull;

    /// <summary>A flush is queued behind what else has come: many small lines go out in one call.</summary>
    private bool _isFlushing;

    /// <summary>Nothing more is queued for the client; what is queued is sent, then it is closed.</summary>
    private bool _isClosing;

    /// <summary>Makes the connection's worker. In the flow of the hub, whose child it becomes.</summary>
    public HubConnection(int id, HubClients clients, HubChannels channels, HubOptions options, ILogger logger)
    {
        _clients = clients;
        _options = options;
        _logger = logger;
        Id = id;
        var system = Worker.Current.System;
        Worker = system.Create(RunAsync, new WorkerOptions { Name = $"client-{id}" });
        _backlog = new Backlog(options.MaxQueueBytes, system.TimeProvider);
        _subscriptions = new Subscriptions(channels, Worker, _backlog);
        _idle = new IdleWatch(options.IdleTimeout, CloseAsIdle);
        Protocol = new HubProtocol(this, channels, options);
    }

    public int Id { get; }

    public Worker Worker { get; }

    /// <summary>What the transport calls, in the worker's loop.</summary>
    public HubProtocol Protocol { get; }

    public string Name => Worker.Name;

    public string Address { get; private set; } = "?";

    /// <summary>What the client is subscribed to.</summary>
    public IReadOnlyCollection<string> Names => _subscriptions.Names;

    /// <summary>Whether it has its transport.</summary>
    public bool IsMade => _transport is not null;

    /// <summary>Whether lines of the client are still taken. Any thread.</summary>
    public bool IsReading => !Protocol.ReadingStopped.IsCompleted;

    public void Start()
    {
        _clients.Add(this);
        Worker.Start();
    }

    /// <summary>Takes no more lines from the client; those that were taken are published and answered. Any thread.</summary>
    public Task StopReading()
    {
        try
        {
            Worker.Later(Protocol.StopReading);
        }
        catch (InvalidOperationException)
        {
            // It has ended, or is about to.
            return Worker.Completion;
        }

        return Task.WhenAny(Protocol.ReadingStopped, Worker.Completion);
    }

    /// <summary>The transport is there, and will bring lines.</summary>
    public void OnMade(IStreamTransport transport)
    {
        _transport = transport;

        // The name of a Unix peer is its own choice, and may hold whole lines.
        Address = transport.GetExtraInfo(TransportInfo.PeerName) is IPEndPoint address ? address.ToString() : "local";
        _logger.Connected(Name, Address);
    }

    /// <summary>A line of the client has come.</summary>
    public void OnActive() => _idle.OnActive();

    /// <summary>Lines of the channel come from the next line on that is published there.</summary>
    public void Join(string channel) => _subscriptions.Join(channel);

    /// <summary>Lines of the channel come no more.</summary>
    public void Leave(string channel) => _subscriptions.Leave(channel);

    /// <summary>The client said all it had to say.</summary>
    public void OnSaidAll() => _saidAll.Resolve(true);

    /// <summary>The client is gone, or was closed.</summary>
    public void OnLost()
    {
        _outgoing.Clear();
        _isClosing = true;
        _saidAll.Resolve(true);
        _lost.Resolve(true);
    }

    public void SetFull(bool isFull)
    {
        _isFull = isFull;
        if (!isFull) Flush();
    }

    private async Task RunAsync()
    {
        Listen(HubEvents.Lines, e => OnLines(e.Data));
        Listen(HubEvents.Reply, e => Enqueue(e.Data));
        Listen(HubEvents.Subscribe, e => Subscribe(e.Data));
        Listen(HubEvents.Unsubscribe, e => Unsubscribe(e.Data));
        Listen(HubEvents.Who, _ => Enqueue(_clients.Describe()));
        _idle.Start();
        try
        {
            await _saidAll.Get();
        }
        finally
        {
            await Close();
        }
    }

    private async ValueTask Close()
    {
        _subscriptions.Clear();
        Protocol.StopReading();

        // Answers that were given before, and lines that were published before, are still in the mailbox.
        await Update();
        _isClosing = true;
        if (_transport is { } transport && !_lost.IsDone)
        {
            Flush();
            await DrainOrGiveUp(transport);
        }

        // Whoever sees the end may count on the place being free.
        _clients.Remove(this);
        _logger.Closed(Name);
    }

    /// <summary>As long as the client takes something of what is queued, it may take its time.</summary>
    private async ValueTask DrainOrGiveUp(IStreamTransport transport)
    {
        var pending = long.MaxValue;
        while (!await Wait(_lost.Task, _options.FlushTimeout))
        {
            var left = _outgoing.Bytes + transport.WriteBufferSize;
            if (left < pending)
            {
                pending = left;
                continue;
            }

            _logger.GaveUp(Name, Address, _options.FlushTimeout, left);
            transport.Abort();
            await _lost.Get();
            return;
        }
    }

    private void OnLines(HubLines lines)
    {
        // Published before the client unsubscribed, come after: it was told that there would be no more.
        if (_subscriptions.Contains(lines.Name)) Enqueue(lines.Bytes);
    }

    private void Subscribe(string name)
    {
        if (_isClosing) return;
        _subscriptions.Add(name);
        Enqueue("OK\n"u8.ToArray());
    }

    private void Unsubscribe(string name) =>
        Enqueue(_subscriptions.Remove(name) ? "OK\n"u8.ToArray() : Encoding.UTF8.GetBytes($"ERR not subscribed to {name}\n"));

    private void Enqueue(ReadOnlyMemory<byte> lines)
    {
        if (_isClosing) return;
        if (_outgoing.Bytes + lines.Length <= _options.MaxQueueBytes)
        {
            _outgoing.Add(lines);
            _backlog.Grew(_outgoing.Bytes);
            FlushLater();
            return;
        }

        _logger.TooSlow(Name, Address, _outgoing.Bytes);
        _subscriptions.Clear();
        _outgoing.Clear();
        _outgoing.Add(Encoding.UTF8.GetBytes($"ERR too slow: more than {_options.MaxQueueBytes} bytes waited to be read\n"));
        _isClosing = true;
        _saidAll.Resolve(true);
    }

    private void CloseAsIdle()
    {
        if (_isClosing) return;
        _clients.Counts.AddIdle();
        _logger.ClosedAsIdle(Name, Address, _options.IdleTimeout);
        Enqueue(Encoding.UTF8.GetBytes($"ERR idle: no line came and none was taken for {_options.IdleTimeout}\n"));
        _saidAll.Resolve(true);
    }

    private void FlushLater()
    {
        if (_isFlushing || _isFull) return;
        _isFlushing = true;
        Later(Flush);
    }

    /// <summary>Hands the transport what it takes without piling it up.</summary>
    private void Flush()
    {
        _isFlushing = false;
        if (_transport is not { } transport) return;
        while (!_isFull && _outgoing.TryTake(out var piece))
        {
            transport.Write(piece.Span);
            _idle.OnActive();
            _backlog.Shrank(_outgoing.Bytes);
        }

        if (_isClosing && _outgoing.Bytes == 0) transport.Close();
    }
}
