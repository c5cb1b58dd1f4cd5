using System.Net;
using System.Text;
using static Actors.CurrentWorker;

namespace Actors.Application.Hub;

/// <summary>One client: a worker whose transport brings the client's lines, and takes what the client is to get.</summary>
/// <remarks>The worker's mailbox is the client's queue: answers to its lines and lines from the channels come in the order in which the
/// client gets them. <see cref="Outbox"/> hands them to the transport.</remarks>
internal sealed class HubConnection
{
    private static readonly byte[] Ok = "OK\n"u8.ToArray();

    private readonly HubContext _hub;
    private readonly Outbox _outbox;
    private readonly Subscriptions _subscriptions;
    private readonly IdleWatch _idle;

    /// <summary>Resolved when the client has had its say, or is gone: then what is queued is sent, and the connection closed.</summary>
    private readonly Defer<bool> _saidAll = new();

    /// <summary>Resolved when the transport has had its last call.</summary>
    private readonly Defer<bool> _lost = new();

    private IStreamTransport? _transport;

    /// <summary>The stop that came while the client was being closed.</summary>
    private WorkerExit? _exit;

    /// <summary>Makes the connection's worker. In the flow of the hub, whose child it becomes.</summary>
    public HubConnection(int id, HubContext hub)
    {
        _hub = hub;
        Id = id;
        Worker = Worker.Current.System.Create(RunAsync, new WorkerOptions { Name = $"client-{id}" });
        _outbox = new Outbox(this, hub);
        _subscriptions = new Subscriptions(hub.Channels, Worker, _outbox.Backlog, hub.Options.MaxSubscriptions);
        _idle = new IdleWatch(hub.Options.IdleTimeout, CloseAsIdle);
        Protocol = new HubProtocol(this, hub.Channels, hub.Pace, hub.Options);
    }

    public int Id { get; }

    public Worker Worker { get; }

    /// <summary>What the transport calls, in the worker's loop.</summary>
    public HubProtocol Protocol { get; }

    public string Name => Worker.Name;

    public string Address { get; private set; } = "?";

    /// <summary>What the client is subscribed to.</summary>
    public IReadOnlyCollection<string> Names => _subscriptions.Names;

    /// <summary>Whether nothing more is queued for the client. Any thread.</summary>
    public bool IsClosing => _outbox.IsClosing;

    /// <summary>How much waits for the client. Any thread.</summary>
    public long QueuedBytes => _outbox.Backlog.Bytes;

    /// <summary>Whether it has its transport.</summary>
    public bool IsMade => _transport is not null;

    /// <summary>Whether lines of the client are still taken. Any thread.</summary>
    public bool IsReading => !Protocol.ReadingStopped.IsCompleted;

    /// <exception cref="InvalidOperationException">The hub or the whole system is stopping.</exception>
    public void Start()
    {
        _hub.Clients.Add(this);
        try
        {
            Worker.Start();
        }
        catch
        {
            // Nobody is to wait for the end of what has not begun.
            _hub.Clients.Remove(this);
            throw;
        }
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
        _outbox.Open(transport);

        // The name of a Unix peer is its own choice, and may hold whole lines.
        Address = transport.GetExtraInfo(TransportInfo.PeerName) is IPEndPoint address ? address.ToString() : "local";
        _hub.Logger.Connected(Name, Address);
    }

    /// <summary>A line of the client has come, or the client has taken some.</summary>
    public void OnActive() => _idle.OnActive();

    /// <summary>Lines of the channel come from the next line on that is published there.</summary>
    /// <returns>False when the client has as many subscriptions as it may have.</returns>
    public bool TryJoin(string channel) => _subscriptions.TryJoin(channel);

    /// <summary>Lines of the channel come no more.</summary>
    /// <returns>True; whether the client was subscribed, its own flow knows.</returns>
    public bool TryLeave(string channel)
    {
        _subscriptions.Leave(channel);
        return true;
    }

    /// <summary>Logs why a command failed.</summary>
    /// <returns>What the client is told of it.</returns>
    public string OnCommandFailed(Exception error)
    {
        _hub.Logger.CommandFailed(Name, Address, error);
        return "the hub failed at this command, and its log says why";
    }

    /// <summary>Has something done in the connection's flow, behind all that waits for the thread pool: a call of the own loop would come in the
    /// same turn. Any thread.</summary>
    public void LaterBehindOthers(Action action) => ThreadPool.UnsafeQueueUserWorkItem(
        static work =>
        {
            try
            {
                work.Worker.Later(work.Action);
            }
            catch (InvalidOperationException)
            {
                // The connection has ended: nothing is left to do for it.
            }
        },
        (Worker, Action: action),
        preferLocal: false);

    /// <summary>The client said all it had to say.</summary>
    public void OnSaidAll() => _saidAll.Resolve(true);

    /// <summary>The client is gone, or was closed.</summary>
    public void OnLost()
    {
        _outbox.Abandon();
        _saidAll.Resolve(true);
        _lost.Resolve(true);
    }

    public void SetFull(bool isFull) => _outbox.SetFull(isFull);

    /// <summary>Its queue is the fullest of all, which together take too much memory: tells the client so and closes it. Any thread.</summary>
    public void CloseAsFullest()
    {
        try
        {
            Worker.Later(() =>
            {
                if (!IsClosing) _outbox.CloseWith(_hub.Queues.OnClosed(this, QueuedBytes));
            });
        }
        catch (InvalidOperationException)
        {
            // It has ended: its queue is gone.
        }
    }

    private async Task RunAsync()
    {
        Listen(HubEvents.Lines, e => OnLines(e.Data));
        Listen(HubEvents.Reply, e => _outbox.Add(e.Data));
        Listen(HubEvents.Subscribe, e => Answer(e.Data, Subscribe));
        Listen(HubEvents.Unsubscribe, e => Answer(e.Data, Unsubscribe));
        Listen(HubEvents.Who, e => Answer(e.Data, Who));
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
        try
        {
            _subscriptions.Clear();
            Protocol.StopReading();

            // Answers that were given before, and lines that were published before, are still in the mailbox.
            await Finish(async () =>
            {
                await Update();
                return true;
            });
            _hub.Clients.Unlist(this);
            _outbox.Close();
            if (_transport is { } transport) await DrainOrGiveUp(transport);
        }
        finally
        {
            _outbox.Abandon();

            // Whoever sees the end may count on the place being free.
            _hub.Clients.Remove(this);
            _hub.Logger.Closed(Name);
        }

        if (_exit is not null) Exit();
    }

    private async ValueTask DrainOrGiveUp(IStreamTransport transport)
    {
        var limit = new DrainLimit(_hub.Options.FlushTimeout, _outbox.Left, _hub.Stop, Worker.System.TimeProvider);
        while (!await IsLostWithin(limit.NextLook))
        {
            if (limit.Look(_outbox.Left) is not { } reason) continue;
            _outbox.GiveUp(reason);
            if (await IsLostWithin(_hub.Stop.LastWord)) return;
            _hub.Logger.GaveUp(Name, Address, _hub.Stop.LastWord, _outbox.Left);
            transport.Abort();
            await Finish(_lost.Get);
            return;
        }
    }

    private ValueTask<bool> IsLostWithin(TimeSpan time) => Finish(() => Wait(_lost.Task, time));

    /// <summary>Waits. A stop of the hub that comes while the client is being closed does not end that: the client has its limits, and must be
    /// told what is dropped.</summary>
    private async ValueTask<bool> Finish(Func<ValueTask<bool>> wait)
    {
        try
        {
            return await wait();
        }
        catch (WorkerExit exit)
        {
            _exit = exit;
            return _lost.IsDone || await wait();
        }
    }

    private void OnLines(HubLines lines)
    {
        // Published before the client unsubscribed, come after: it was told that there would be no more.
        if (_subscriptions.Contains(lines.Name)) _outbox.Add(lines);
    }

    /// <summary>Answers a command; a client that is being closed has no more work done for it.</summary>
    private void Answer<T>(T data, Func<T, byte[]> run)
    {
        if (IsClosing) return;
        byte[] answer;
        try
        {
            answer = run(data);
        }
        catch (Exception error)
        {
            answer = Encoding.UTF8.GetBytes($"ERR {OnCommandFailed(error)}\n");
        }

        _outbox.Add(answer);
    }

    private byte[] Subscribe(string name)
    {
        _subscriptions.Add(name);
        return Ok;
    }

    private byte[] Unsubscribe(string name) =>
        _subscriptions.Remove(name) ? Ok : Encoding.UTF8.GetBytes($"ERR not subscribed to {name}\n");

    private byte[] Who(int after) => _hub.Clients.Describe(after, _hub.Options.MaxLineBytes);

    private void CloseAsIdle()
    {
        if (IsClosing) return;
        _hub.Clients.Counts.AddIdle();
        _hub.Logger.ClosedAsIdle(Name, Address, _hub.Options.IdleTimeout);
        _outbox.Add(Encoding.UTF8.GetBytes($"ERR idle: no line came and none was taken for {_hub.Options.IdleTimeout}\n"));
        OnSaidAll();
    }
}
