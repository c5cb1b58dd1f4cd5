using System.Collections.Concurrent;

namespace Actors.Transports;

/// <summary>The life of a transport: part of a run, and the frame of its protocol's callbacks (spec T2, T3).</summary>
/// <remarks>
/// Its state belongs to the flow's turn. What another thread asks for is kept in order, and done in the loop; what the system tells, by
/// whatever thread, is noted as a bit of work, and one <see cref="FlowCall"/> brings all of it. Members that do not say otherwise belong
/// to the turn.
/// </remarks>
internal abstract class Transport : ITransport, IRunResource
{
    /// <summary>The first bit that a subclass may use for <see cref="Notify"/>.</summary>
    protected const int FirstWork = 4;

    private const int OperationWork = 1;
    private const int LostWork = 2;

    private readonly WorkCall _call;

    /// <summary>What other threads have asked for. Made when it is needed.</summary>
    private ConcurrentQueue<Action>? _operations;

    private volatile IProtocol _protocol;
    private State _state;
    private Exception? _error;

    /// <summary>By the last callback.</summary>
    private Exception? _thrown;

    /// <summary>What <see cref="_call"/> is to look at; any thread adds to it.</summary>
    private int _work;

    /// <summary>Whether <see cref="_call"/> stands in the mailbox.</summary>
    private int _isPosted;

    private volatile bool _isClosing;

    protected Transport(WorkerFlow flow, IProtocol protocol)
    {
        Flow = flow;
        _protocol = protocol;
        _call = new WorkCall(this);
    }

    private enum State : byte
    {
        New,
        Open,

        /// <summary>Closes when what was written has gone out.</summary>
        Closing,

        /// <summary>Nothing comes or goes any more; the protocol is about to hear of it.</summary>
        Losing,

        /// <summary>The protocol has heard of it.</summary>
        Lost,

        /// <summary>The run waits for it no more.</summary>
        Released,
    }

    public abstract string Description { get; }

    /// <inheritdoc/>
    public bool IsClosing => _isClosing;

    /// <summary>Called once, at the end of everything, in the turn.</summary>
    public Action<Transport>? Released { get; init; }

    protected WorkerFlow Flow { get; }

    protected IProtocol Protocol => _protocol;

    /// <summary>Whether it is neither closing nor lost.</summary>
    protected bool IsOpen => _state == State.Open;

    /// <summary>Whether nothing comes or goes any more.</summary>
    protected bool IsLosing => _state >= State.Losing;

    /// <summary>Whether no operation of the system's is under way that will call <see cref="Notify"/>.</summary>
    protected abstract bool IsQuiet { get; }

    /// <summary>Registers it with the run, and tells the protocol; then it works. Once.</summary>
    /// <returns>False when the run is ending: nobody has heard of it, and whoever made it releases what it is made of.</returns>
    public bool TryOpen()
    {
        if (!Flow.TryOpen(this))
        {
            // Who has it in hand may have asked to close it, and nobody is to hear of that.
            _state = State.Released;
            return false;
        }

        _state = State.Open;
        OnOpening();
        if (Call(static transport => transport._protocol.ConnectionMade(transport), this) is { } error) OnMadeFailed(error);
        else if (_state == State.Open) OnMade();
        return true;
    }

    /// <inheritdoc/>
    public void Close()
    {
        _isClosing = true;
        if (EntersLoop()) CloseInLoop();
        else Enqueue(CloseInLoop);
    }

    /// <inheritdoc cref="IWriteTransport.Abort"/>
    public void Abort()
    {
        _isClosing = true;
        if (EntersLoop()) AbortInLoop();
        else Enqueue(AbortInLoop);
    }

    /// <inheritdoc/>
    public object? GetExtraInfo(string name, object? defaultValue = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        return FindInfo(name) ?? defaultValue;
    }

    /// <inheritdoc/>
    public IProtocol GetProtocol() => _protocol;

    public override string ToString() => Description;

    /// <inheritdoc/>
    public void SetProtocol(IProtocol protocol)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        CheckProtocol(protocol);
        if (EntersLoop()) _protocol = protocol;
        else Enqueue(() => _protocol = protocol);
    }

    void IRunResource.OnBodyEnded() => AbortInLoop();

    /// <summary>What is known by this name; null for nothing. Any thread, also after the end.</summary>
    protected abstract object? FindInfo(string name);

    /// <exception cref="ArgumentException">The protocol is of a kind that this transport cannot serve.</exception>
    protected abstract void CheckProtocol(IProtocol protocol);

    /// <summary>The protocol is about to know of the transport; nothing may call it before it does.</summary>
    protected virtual void OnOpening()
    {
    }

    /// <summary>The protocol threw when it heard of the transport (transports 28).</summary>
    protected virtual void OnMadeFailed(Exception error) => TryLose(error);

    /// <summary>The protocol knows of the transport: reading may begin.</summary>
    protected abstract void OnMade();

    /// <summary>Does what was noted with <see cref="Notify"/>.</summary>
    /// <param name="work">The bits that came since the last call.</param>
    protected abstract void OnNotified(int work);

    /// <summary>Closes, behind what was written; <see cref="TryBeginClose"/> tells whether it has to.</summary>
    protected abstract void CloseInLoop();

    /// <summary>Frees what it has of the system's: operations under way end soon. Once.</summary>
    protected abstract void OnLosing();

    /// <summary>Gives back what operations under way still needed: there are none any more. Once.</summary>
    protected virtual void OnReleased()
    {
    }

    /// <summary>Ends it at once.</summary>
    protected virtual void AbortInLoop() => TryLose(null);

    /// <summary>From open to closing.</summary>
    /// <returns>False when it was closing before.</returns>
    protected bool TryBeginClose()
    {
        if (_state != State.Open) return false;
        _state = State.Closing;
        _isClosing = true;
        return true;
    }

    /// <summary>It is over: frees all, and tells the protocol, never inline.</summary>
    /// <returns>False when it was over before.</returns>
    protected bool TryLose(Exception? error)
    {
        if (IsLosing) return false;
        _state = State.Losing;
        _isClosing = true;
        _error = error;
        OnLosing();
        Notify(LostWork);
        return true;
    }

    /// <summary>Lets the run end without it, when the protocol has heard of the end, and all is quiet.</summary>
    protected void TryRelease()
    {
        if (_state != State.Lost || !IsQuiet) return;
        _state = State.Released;
        OnReleased();
        Released?.Invoke(this);
        Flow.Closed(this);
    }

    /// <summary>Calls the protocol; what it throws is reported (transports 22, 28).</summary>
    /// <returns>What it threw.</returns>
    protected Exception? Call<TState>(Action<TState> callback, TState state)
    {
        _thrown = null;
        Flow.CallSynchronously(
            static call =>
            {
                try
                {
                    call.Callback(call.State);
                }
                catch (Exception error)
                {
                    call.Transport._thrown = error;
                    throw;
                }
            },
            (Transport: this, Callback: callback, State: state),
            whose: this);
        return _thrown;
    }

    /// <summary>Whether this is the flow's turn; then what other threads asked for before is done now. Any thread.</summary>
    protected bool EntersLoop()
    {
        if (!Flow.IsInTurn) return false;
        RunOperations();
        return true;
    }

    /// <summary>Has it done in the loop, in order. Any thread.</summary>
    protected void Enqueue(Action operation)
    {
        if (_operations is null) Interlocked.CompareExchange(ref _operations, new ConcurrentQueue<Action>(), null);
        _operations.Enqueue(operation);
        Notify(OperationWork);
    }

    /// <summary>Has <see cref="OnNotified"/> called, in mailbox order. Any thread.</summary>
    protected void Notify(int work)
    {
        Interlocked.Or(ref _work, work);
        if (Interlocked.Exchange(ref _isPosted, 1) == 0) Flow.Post(_call);
    }

    private void RunOperations()
    {
        while (_operations is { } operations && operations.TryDequeue(out var operation)) operation();
    }

    private void Work()
    {
        Volatile.Write(ref _isPosted, 0);
        var work = Interlocked.Exchange(ref _work, 0);
        RunOperations();
        if ((work & ~(OperationWork | LostWork)) is not 0 and var own) OnNotified(own);
        if ((work & LostWork) == 0) return;
        _state = State.Lost;
        Call(static transport => transport._protocol.ConnectionLost(transport._error), this);
        TryRelease();
    }

    private sealed class WorkCall(Transport transport) : FlowCall
    {
        public override void Invoke(WorkerFlow flow) => transport.Work();
    }
}
