using System.Diagnostics.CodeAnalysis;

namespace Actors.Transports;

/// <summary>Opens a transport for a caller who waits: off the loop what takes time, then protocol and transport in the loop (transports 18).</summary>
/// <remarks>The run waits for it: what was opened for a run that ends meanwhile is gone before the run is.</remarks>
/// <typeparam name="TSource">What the transport is made of: a socket, a process.</typeparam>
/// <typeparam name="TTransport">The transport, as its user knows it.</typeparam>
/// <typeparam name="TProtocol">Its protocol.</typeparam>
[SuppressMessage("Design", "CA1001", Justification = "Without a timer or a wait handle a token source holds nothing to dispose.")]
internal abstract class OpenOperation<TSource, TTransport, TProtocol>(EventLoop loop, Func<TProtocol> factory) : FlowCall, IRunResource
    where TTransport : class, ITransport
    where TProtocol : class, IProtocol
{
    private readonly WorkerFlow _flow = loop.Flow;
    private readonly ResultSource<(TTransport Transport, TProtocol Protocol)> _result = new("the opening of a transport");
    private readonly CancellationTokenSource _cancellation = new();

    private TSource _source = default!;
    private TProtocol? _protocol;
    private Exception? _error;
    private CancellationToken _cause;

    public abstract string Description { get; }

    private bool IsCancelled => _cancellation.IsCancellationRequested;

    /// <summary>Begins, and waits in the way of the caller: at a wait point of its worker, or outside every worker.</summary>
    /// <exception cref="InvalidOperationException">The worker does not run, or the caller cannot wait.</exception>
    public ValueTask<(TTransport Transport, TProtocol Protocol)> Start(string caller, CancellationToken cancellationToken)
    {
        var frame = Waits.FrameOf(caller);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<(TTransport, TProtocol)>(cancellationToken);
        if (!_flow.TryOpen(this)) throw loop.Worker.NotRunning();
        ThreadPool.UnsafeQueueUserWorkItem(static operation => _ = operation.BeginAsync(), this, preferLocal: false);
        return Waits.ComingBack(Wait(frame, cancellationToken));
    }

    public void OnBodyEnded() => Cancel(default);

    public override void Invoke(WorkerFlow flow)
    {
        if (!IsCancelled) flow.CallSynchronously(static operation => operation.MakeProtocol(), this);
        if (!IsCancelled && _error is null)
        {
            var transport = Make(flow, _protocol!, _source);
            if (transport.TryOpen())
            {
                flow.Closed(this);
                _result.TrySetResult(((TTransport)(ITransport)transport, _protocol!));
                return;
            }
        }

        _ = DiscardAsync();
    }

    /// <summary>Opens it. On a thread that may block.</summary>
    /// <param name="cancellationToken">Cancelled when nobody wants it any more; what is opened all the same is discarded.</param>
    protected abstract Task<TSource> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Makes the transport. In the loop.</summary>
    protected abstract Transport Make(WorkerFlow flow, TProtocol protocol, TSource source);

    /// <summary>Gets rid of what nobody took.</summary>
    protected abstract ValueTask DiscardAsync(TSource source);

    private async Task BeginAsync()
    {
        try
        {
            _source = await OpenAsync(_cancellation.Token).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            _error = error;
            Fail();
            return;
        }

        // The run waits for this: it takes the call.
        _flow.Post(this);
    }

    private async ValueTask<(TTransport Transport, TProtocol Protocol)> Wait(Frame? frame, CancellationToken cancellationToken)
    {
        var registration = cancellationToken.UnsafeRegister(
            static (operation, token) => ((OpenOperation<TSource, TTransport, TProtocol>)operation!).Cancel(token), this);
        try
        {
            return frame is null ? await _result.Task.ConfigureAwait(false) : await Waits.For(frame, _result.Task);
        }
        catch (WorkerExit)
        {
            Cancel(default);
            throw;
        }
        finally
        {
            registration.Unregister();
        }
    }

    /// <summary>Gives it up, unless it is done. Any thread.</summary>
    private void Cancel(CancellationToken cause)
    {
        _cause = cause;
        _cancellation.Cancel();
    }

    /// <summary>What the factory throws is its caller's.</summary>
    private void MakeProtocol()
    {
        try
        {
            _protocol = factory() ?? throw new InvalidOperationException("The factory made no protocol: it returned null.");
        }
        catch (Exception error)
        {
            _error = error;
        }
    }

    private async Task DiscardAsync()
    {
        try
        {
            await DiscardAsync(_source).ConfigureAwait(false);
        }
        finally
        {
            Fail();
        }
    }

    private void Fail()
    {
        _flow.Closed(this);
        if (_error is not (null or OperationCanceledException) && !IsCancelled) _result.TrySetException(_error);
        else _result.TrySetCanceled(_cause);
    }
}
