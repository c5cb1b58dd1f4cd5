using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Actors.Transports.Streams;
using Actors.Transports.Tcp;
using Actors.Transports.Tls;
using Actors.Transports.Unix;

namespace Actors.Transports.Connections;

/// <summary>One attempt to connect: on the thread pool until there is a connection, then in the loop (transports 18).</summary>
[SuppressMessage("Design", "CA1001", Justification = "Without a timer or a wait handle a token source holds nothing to dispose.")]
internal sealed class ConnectOperation<TProtocol> : FlowCall, IRunResource
    where TProtocol : IStreamProtocol
{
    private readonly WorkerSystem _system;
    private readonly WorkerFlow _flow;
    private readonly Func<TProtocol> _factory;
    private readonly EndPoint _endPoint;
    private readonly ConnectionOptions _options;
    private readonly ResultSource<(IStreamTransport, TProtocol)> _result;
    private readonly CancellationTokenSource _cancellation = new();

    private ByteChannel? _channel;
    private CancellationToken _cause;

    public ConnectOperation(WorkerSystem system, WorkerFlow flow, Func<TProtocol> factory, EndPoint endPoint, ConnectionOptions options)
    {
        _system = system;
        _flow = flow;
        _factory = factory;
        _endPoint = endPoint;
        _options = options;
        _result = new ResultSource<(IStreamTransport, TProtocol)>(Description);
    }

    public string Description => $"the attempt to connect to {_endPoint}";

    /// <summary>The transport and its protocol, which has heard of it.</summary>
    public Task<(IStreamTransport Transport, TProtocol Protocol)> Result => _result.Task!;

    /// <returns>False when the run is ending.</returns>
    public bool TryStart()
    {
        if (!_flow.TryOpen(this)) return false;
        _ = Task.Run(ConnectAsync);
        return true;
    }

    /// <summary>Gives it up, unless it has come to a result. Any thread.</summary>
    public void Cancel(CancellationToken cause)
    {
        _cause = cause;
        _cancellation.Cancel();
    }

    public void OnBodyEnded() => Cancel(default);

    public override void Invoke(WorkerFlow flow)
    {
        var channel = _channel!;
        if (_cancellation.IsCancellationRequested)
        {
            Drop(channel);
            Fail(new OperationCanceledException(_cause));
            return;
        }

        TProtocol? protocol = default;
        Exception? failure = null;
        flow.CallSynchronously(
            _ =>
            {
                // What the factory throws is the caller's.
                try
                {
                    protocol = _factory();
                }
                catch (Exception error)
                {
                    failure = error;
                }
            },
            this);
        if (failure is null && protocol is null) failure = new InvalidOperationException("The protocol factory returned null.");

        StreamTransport? transport = null;
        if (failure is null)
        {
            transport = new StreamTransport(flow, protocol!, channel, _system.Logger);
            if (!transport.TryOpen()) failure = new OperationCanceledException();
        }

        if (failure is not null)
        {
            Drop(channel);
            Fail(failure);
            return;
        }

        _flow.Closed(this);
        _result.TrySetResult((transport!, protocol!));
    }

    private static void Drop(ByteChannel channel)
    {
        channel.Dispose();
        channel.Free();
    }

    private async Task ConnectAsync()
    {
        try
        {
            var token = _cancellation.Token;
            var socket = await ConnectSocketAsync(token).ConfigureAwait(false);
            var times = new TlsTimes(_options.HandshakeTimeout, _options.ShutdownTimeout, _system.TimeProvider);
            _channel = _options.Tls is { } tls
                ? await TlsChannel.ConnectAsync(socket, TlsClientOptions.For(_endPoint, tls), times, token).ConfigureAwait(false)
                : new SocketChannel(socket);
        }
        catch (Exception error)
        {
            Fail(error is OperationCanceledException ? new OperationCanceledException(_cause) : StreamErrors.Unwrap(error));
            return;
        }

        // The run waits for this: it takes the call.
        _flow.Post(this);
    }

    private async Task<Socket> ConnectSocketAsync(CancellationToken token)
    {
        if (_endPoint is UnixDomainSocketEndPoint path) return await UnixSockets.ConnectAsync(path, token).ConfigureAwait(false);
        var addresses = await TcpSockets.ResolveAsync(_endPoint, token).ConfigureAwait(false);
        return await TcpSockets.ConnectAsync(_endPoint, addresses, _options, token).ConfigureAwait(false);
    }

    private void Fail(Exception error)
    {
        _flow.Closed(this);
        if (error is OperationCanceledException canceled) _result.TrySetCanceled(canceled.CancellationToken);
        else _result.TrySetException(error);
    }
}
