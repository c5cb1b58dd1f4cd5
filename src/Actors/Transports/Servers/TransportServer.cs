using System.Diagnostics.CodeAnalysis;
using System.Net;
using Actors.Transports;
using Actors.Transports.Servers;
using Actors.Transports.Streams;
using Actors.Transports.Tls;
using Microsoft.Extensions.Logging;

namespace Actors;

/// <summary>Accepts clients in a worker, each with a protocol of its own (spec T2, transports 32).</summary>
/// <remarks>Made by <see cref="EventLoop.CreateServer(Func{IStreamProtocol}, EndPoint, ServerOptions?, CancellationToken)"/>. Any thread
/// may call its members. It closes with the run of its worker, and so do the clients that it serves in its own loop; those that another
/// worker serves end with the run of that one (spec T3).</remarks>
[SuppressMessage("Design", "CA1001", Justification = "Without a timer or a wait handle a token source holds nothing to dispose.")]
public sealed partial class TransportServer : IRunResource
{
    private readonly Worker _worker;
    private readonly WorkerFlow _flow;
    private readonly Func<ServerClient> _accept;
    private readonly ServerOptions _options;
    private readonly TlsTimes _times;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ResultSource<bool> _closed;
    private readonly MessageLimit _refusals;
    private readonly MessageLimit _handshakeFailures;

    /// <summary>Those that are connected. In the loop.</summary>
    private readonly HashSet<StreamTransport> _clients = [];

    private Acceptor[] _acceptors = [];

    private readonly Action<Transport> _onReleased;

    /// <summary>Acceptors at work, and clients that were accepted and are not served yet. Any thread adds; only the loop takes away, and
    /// never the last one while more may come.</summary>
    private int _pending;

    private bool _isReleased;
    private volatile bool _isClosed;

    internal TransportServer(Worker worker, WorkerFlow flow, Func<ServerClient> accept, ServerOptions options)
    {
        _worker = worker;
        _flow = flow;
        _accept = accept;
        _options = options;
        _times = new TlsTimes(options.HandshakeTimeout, options.ShutdownTimeout, worker.System.TimeProvider);
        _closed = new ResultSource<bool>(this);
        _refusals = new MessageLimit(Clock);
        _handshakeFailures = new MessageLimit(Clock);
        _onReleased = OnReleased;
    }

    /// <summary>Where it listens: for port 0, the port that the system chose. Also after it was closed.</summary>
    public IReadOnlyList<EndPoint> EndPoints { get; private set; } = [];

    /// <summary>Whether it accepts clients.</summary>
    public bool IsServing => !_isClosed;

    string IRunResource.Description => ToString();

    internal ILogger Logger => _worker.System.Logger;

    internal TimeProvider Clock => _worker.System.TimeProvider;

    internal string Path => _worker.Path;

    /// <summary>Accepts no more clients; those there are live on (transports 32). Twice is as once.</summary>
    public void Close()
    {
        if (_isClosed) return;
        _isClosed = true;
        foreach (var acceptor in _acceptors) acceptor.Stop();
    }

    /// <summary>Closes all of its clients, each when what was written has gone out. It goes on serving.</summary>
    public void CloseClients() => ForClients(static client => client.Close());

    /// <summary>Closes all of its clients at once. It goes on serving.</summary>
    public void AbortClients() => ForClients(static client => client.Abort());

    /// <summary>Waits until it is closed and all of its clients have gone (transports 32).</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <remarks>In a worker it is a wait point; elsewhere an ordinary await.</remarks>
    /// <exception cref="InvalidOperationException">It was called in a synchronous callback, which cannot wait.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ValueTask WaitClosedAsync(CancellationToken cancellationToken = default)
    {
        var frame = Waits.FrameOf();
        var closed = cancellationToken.CanBeCanceled ? _closed.Task.WaitAsync(cancellationToken) : (Task)_closed.Task;
        return frame is null ? new ValueTask(closed) : CurrentWorker.Wait(closed);
    }

    /// <inheritdoc/>
    public override string ToString() => $"the server at {string.Join(", ", EndPoints)}";

    void IRunResource.OnBodyEnded()
    {
        Close();
        _stopping.Cancel();
    }

    /// <summary>Begins to accept. Once.</summary>
    /// <returns>False when the run is ending.</returns>
    internal bool TryStart(Acceptor[] acceptors)
    {
        _acceptors = acceptors;
        EndPoints = Array.ConvertAll(acceptors, static acceptor => acceptor.EndPoint);
        _pending = acceptors.Length;
        if (!_flow.TryOpen(this)) return false;
        foreach (var acceptor in acceptors)
        {
            _ = Task.Run(async () =>
            {
                try
                {
                    await acceptor.RunAsync(_stopping.Token).ConfigureAwait(false);
                }
                finally
                {
                    InLoop(static server => server.OnSettled());
                }
            });
        }

        return true;
    }

    private void ForClients(Action<StreamTransport> action) => InLoop(server =>
    {
        foreach (var client in server._clients.ToArray()) action(client);
    });

    /// <summary>Has it done in the loop, in order. Any thread.</summary>
    private void InLoop(Action<TransportServer> action)
    {
        if (_flow.Post(new ServerCall(this, action))) return;

        // The run is over, and clients in the loops of other workers live on: nobody has a turn any more, so they take turns here.
        lock (_gate) action(this);
    }

    /// <summary>One pending thing less. In the loop.</summary>
    private void OnSettled()
    {
        Interlocked.Decrement(ref _pending);
        TellClosed();
    }

    private void OnReleased(Transport client)
    {
        _clients.Remove((StreamTransport)client);
        TellClosed();
    }

    private void TellClosed()
    {
        if (!_isClosed || Volatile.Read(ref _pending) > 0) return;
        if (!_isReleased)
        {
            _isReleased = true;
            _flow.Closed(this);
        }

        if (_clients.Count == 0) _closed.TrySetResult(true);
    }

    private sealed class ServerCall(TransportServer server, Action<TransportServer> action) : FlowCall
    {
        public override void Invoke(WorkerFlow flow) => action(server);
    }
}
