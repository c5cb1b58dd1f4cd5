using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;
using static Actors.CurrentWorker;

namespace Actors.Application.Hub;

/// <summary>One client: subscribes for it, and sends it what it is to get. Its child reads what the client says.</summary>
/// <remarks>The worker's mailbox is the client's queue: answers from the reader and lines from the channels come in the order in
/// which the client gets them. Sending is a wait in the loop, so that events are taken while the client is slow. A client that leaves
/// more than <see cref="HubOptions.MaxQueueBytes"/> lying is told so and closed.</remarks>
internal sealed class HubConnection
{
    private readonly Socket _socket;
    private readonly HubClients _clients;
    private readonly HubOptions _options;
    private readonly ILogger _logger;
    private readonly Worker _worker;
    private readonly Worker _reader;
    private readonly OutgoingQueue _outgoing = new();
    private readonly Backlog _backlog;
    private readonly Subscriptions _subscriptions;
    private Task _sending = Task.CompletedTask;

    /// <summary>Nothing more is queued for the client; what is queued is sent, then it is closed.</summary>
    private bool _isClosing;

    /// <summary>Makes the connection's two workers. In the flow of the hub, whose child it becomes.</summary>
    public HubConnection(int id, Socket socket, HubClients clients, HubChannels channels, HubOptions options, ILogger logger)
    {
        _socket = socket;
        _clients = clients;
        _options = options;
        _logger = logger;
        Id = id;
        Address = socket.RemoteEndPoint?.ToString() ?? "?";

        var system = Current.System;
        _worker = system.Create(RunAsync, new WorkerOptions { Name = $"client-{id}" });
        _backlog = new Backlog(options.MaxQueueBytes, system.TimeProvider);
        _subscriptions = new Subscriptions(channels, _worker, _backlog);
        var reader = new HubReader(new NetworkStream(socket, ownsSocket: false), _worker, channels, _subscriptions, options);
        _reader = system.Create(reader.RunAsync, new WorkerOptions { Name = "reader", Parent = _worker });
    }

    public int Id { get; }

    public string Name => _worker.Name;

    public string Address { get; }

    /// <summary>What the client is subscribed to.</summary>
    public IReadOnlyCollection<string> Names => _subscriptions.Names;

    public void Start()
    {
        _clients.Add(this);
        _logger.Connected(Name, Address);
        _worker.Start();
        _reader.Start();
    }

    /// <summary>Takes no more lines from the client.</summary>
    public void StopReader() => _reader.Stop();

    /// <summary>Waits until the lines that were read are published and answered.</summary>
    public async ValueTask ReaderStopped() => await Wait(_reader);

    private async Task RunAsync()
    {
        Listen(HubEvents.Lines, e => OnLines(e.Data));
        Listen(HubEvents.Reply, e => Enqueue(e.Data));
        Listen(HubEvents.Subscribe, e => Subscribe(e.Data));
        Listen(HubEvents.Unsubscribe, e => Unsubscribe(e.Data));
        Listen(HubEvents.Who, _ => Enqueue(_clients.Describe()));

        // The client said all it had to say, or is gone. A reader that was only stopped is no reason to close.
        Listen(WorkerEvents.ChildDone, _ => _isClosing = true);
        Listen(WorkerEvents.ChildError, _ => _isClosing = true);
        try
        {
            await SendWhatComes();
        }
        catch (SocketException)
        {
            // The client is gone: there is nobody to tell.
        }
        finally
        {
            await Close();
        }
    }

    private async ValueTask SendWhatComes()
    {
        Func<Event, bool> hasWork = _ => _isClosing || _outgoing.Bytes > 0;
        while (!_isClosing)
        {
            await WaitUntil(hasWork);

            // Many small lines go out in one call.
            await Update();
            await SendQueued();
        }
    }

    private async ValueTask SendQueued()
    {
        while (true)
        {
            // A send ends when the system took all of its piece. While the client is wanted, it may take as long as it likes.
            var isLastChance = _isClosing;
            if (!await Wait(_sending, _options.FlushTimeout))
            {
                if (!isLastChance) continue;
                _logger.GaveUp(Name, Address, _options.FlushTimeout, _outgoing.Bytes);
                return;
            }

            await _sending;
            if (!_outgoing.TryTake(out var piece)) return;
            _backlog.Shrank(_outgoing.Bytes);
            _sending = _socket.SendAsync(piece, SocketFlags.None).AsTask();
        }
    }

    private async ValueTask Close()
    {
        try
        {
            _subscriptions.Clear();
            StopReader();
            await ReaderStopped();
            _isClosing = true;
            await SendQueued();
        }
        catch (SocketException)
        {
            // As above.
        }
        finally
        {
            // Whoever sees the end may count on the place being free.
            _clients.Remove(this);
            CloseSocket();
            _logger.Closed(Name);
        }
    }

    private void CloseSocket()
    {
        using (_socket)
        {
            try
            {
                // An orderly end: what the system has taken over still reaches a client that reads it late.
                _socket.Shutdown(SocketShutdown.Send);
            }
            catch (SocketException)
            {
                // The client ended the connection first.
            }
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
            return;
        }

        _logger.TooSlow(Name, Address, _outgoing.Bytes);
        _subscriptions.Clear();
        _outgoing.Clear();
        _outgoing.Add(Encoding.UTF8.GetBytes($"ERR too slow: more than {_options.MaxQueueBytes} bytes waited to be read\n"));
        _isClosing = true;
    }
}
