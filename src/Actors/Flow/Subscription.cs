namespace Actors.Flow;

/// <summary>What one loop over events has still to see (spec E11). All but <see cref="Close"/> belongs to the flow's turn.</summary>
/// <remarks>A listener puts the events here, and the loop goes on when the event that it waited for has been handled: after the other
/// listeners, as a wait for an event does. What is kept here holds its place in the mailbox.</remarks>
internal sealed class Subscription
{
    private readonly StreamListener _listener;
    private readonly Queue<(Event Event, bool IsHandled)> _events = new();
    private readonly CancellationToken _cancellationToken;
    private readonly CancellationTokenRegistration _registration;

    /// <summary>The last wait, kept for the next one.</summary>
    private SubscriptionWait? _spare;

    /// <summary>The wait that the next event ends.</summary>
    private SubscriptionWait? _pending;

    private volatile bool _isClosed;

    public Subscription(WorkerFlow flow, string name, IEventTarget? target, CancellationToken cancellationToken)
    {
        Flow = flow;
        _cancellationToken = cancellationToken;
        _listener = new StreamListener(name, OnEvent, new ListenerOptions { Target = target, Permanent = false });
        flow.Add(this);
        flow.Owner.Listeners.Add(_listener);
        _registration = cancellationToken.UnsafeRegister(static subscription => ((Subscription)subscription!).Cancel(), this);
    }

    public WorkerFlow Flow { get; }

    public string EventName => _listener.EventName;

    public bool HasEvents => _events.Count > 0;

    /// <summary>The event that the loop works on.</summary>
    public Event? Current { get; private set; }

    /// <summary>Waits for the next event; at once when one is kept.</summary>
    /// <returns>False when the subscription has ended.</returns>
    /// <exception cref="InvalidOperationException">Another wait of it is pending.</exception>
    public ValueTask<bool> Next(Frame frame)
    {
        // Code that an earlier attempt left behind is told so at its wait, as at any other (spec L11).
        if (_isClosed && !frame.IsDone) return ValueTask.FromResult(false);
        if (_cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<bool>(_cancellationToken);
        if (_pending is { IsPending: true }) throw new InvalidOperationException($"Two waits for the next '{EventName}' of one loop.");

        // What came before a stop is seen before it: what is kept gets no more by that.
        if (Flow.MayGoOn(frame) && HasEvents) return ValueTask.FromResult(TryTake());
        var wait = _spare is { IsFree: true } && Flow.IsInTurn ? _spare : _spare = new SubscriptionWait(this);
        return wait.Start(frame);
    }

    /// <summary>The wait stands: it ends with what is kept, or with the next event.</summary>
    public void OnAwaited(SubscriptionWait wait)
    {
        if (_isClosed || HasEvents) Flow.SettleLater(wait, null);
        else if (_cancellationToken.IsCancellationRequested) Flow.SettleLater(wait, new OperationCanceledException(_cancellationToken));
        else _pending = wait;
    }

    public bool TryTake()
    {
        if (!_events.TryDequeue(out var kept)) return false;
        Flow.Release();
        Current = kept.Event;
        return true;
    }

    /// <summary>Ends the subscription. Any thread.</summary>
    public void Close()
    {
        if (_isClosed) return;
        _isClosed = true;
        Flow.Owner.Listeners.Remove(_listener);
        Flow.Remove(this);
        _registration.Unregister();
        Flow.Continue(static subscription => ((Subscription)subscription!).Clear(), this);
    }

    private void OnEvent(Event e)
    {
        if (_isClosed) return;
        _events.Enqueue((e, Flow.Bound is not null && _listener.IsHandledByOthers(e, Flow.Owner.Listeners.For(e.Name))));
        if (Flow.Keep() && _events.Dequeue() is { IsHandled: false } dropped) Flow.Owner.OnDropped(dropped.Event);
        if (HasEvents && _pending is { IsPending: true } wait) Flow.SettleLater(wait, null);
    }

    private void Cancel() => Flow.Continue(
        static state =>
        {
            var subscription = (Subscription)state!;
            if (subscription._pending is not { IsPending: true } wait) return;
            subscription.Flow.SettleLater(wait, new OperationCanceledException(subscription._cancellationToken));
        },
        this);

    private void Clear()
    {
        for (; _events.Count > 0; _events.Dequeue()) Flow.Release();
        if (_pending is { IsPending: true } wait) Flow.SettleLater(wait, null);
    }
}
