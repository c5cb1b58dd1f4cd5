namespace Actors;

/// <content>Events and listeners (spec E), callbacks and timers (spec W3).</content>
public sealed partial class Worker : ISubscriber
{
    /// <summary>Who fires, as far as the calling code runs in a worker.</summary>
    private static Worker? Sender => (Worker?)Ambient.Frame?.Flow.Owner;

    /// <summary>Puts an event in the mailbox and returns at once (spec E1).</summary>
    /// <param name="name">The event's name; case counts.</param>
    /// <param name="data">What it carries.</param>
    /// <remarks>Events from one sender keep their order. At a worker that does not run, the event is a dead letter, and the sender
    /// gets <see cref="WorkerEvents.Reject"/> (spec E8).</remarks>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null, empty or blank.</exception>
    /// <exception cref="InvalidOperationException">Its mailbox is full, and its mode is <see cref="MailboxFullMode.Wait"/> (spec E10).</exception>
    public void Fire(string name, object? data = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        FireNew(new Event(name, data, Sender, Direction.None));
    }

    /// <summary>Puts a typed event in the mailbox and returns at once (spec E1, E2).</summary>
    /// <param name="name">The event's name.</param>
    /// <param name="data">What it carries.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    /// <exception cref="InvalidOperationException">Its mailbox is full, and its mode is <see cref="MailboxFullMode.Wait"/> (spec E10).</exception>
    public void Fire<T>(EventName<T> name, T data)
    {
        ArgumentNullException.ThrowIfNull(name);
        FireNew(new Event<T>(name.Name, data, Sender, Direction.None));
    }

    /// <summary>Puts an event of your making in the mailbox and returns at once (spec E1).</summary>
    /// <param name="e">The event; it may be fired at several workers.</param>
    /// <exception cref="ArgumentNullException"><paramref name="e"/> is null.</exception>
    /// <exception cref="InvalidOperationException">Its mailbox is full, and its mode is <see cref="MailboxFullMode.Wait"/> (spec E10).</exception>
    public void Fire(Event e)
    {
        ArgumentNullException.ThrowIfNull(e);
        var sent = e.From(Sender);
        if (_flow is { Bound: { } bound }) FireBounded(bound, sent);
        else if (_flow is not { } flow || !flow.Deliver(sent, sent.Directions)) Reject(sent, Sender);
    }

    /// <summary>Hands an event to the parent, its parent, and so on (spec E6).</summary>
    /// <param name="name">The event's name.</param>
    /// <param name="data">What it carries.</param>
    public void Bubble(string name, object? data = null) => Bubble(new Event(name, data));

    /// <summary>Hands an event to the parent, its parent, and so on (spec E6).</summary>
    /// <param name="e">The event.</param>
    /// <exception cref="ArgumentNullException"><paramref name="e"/> is null.</exception>
    public void Bubble(Event e)
    {
        ArgumentNullException.ThrowIfNull(e);
        ((IFlowOwner)this).Forward(e.From(Sender), Direction.Up);
    }

    /// <summary>Hands an event to the children, theirs, and so on (spec E6).</summary>
    /// <param name="name">The event's name.</param>
    /// <param name="data">What it carries.</param>
    public void Broadcast(string name, object? data = null) => Broadcast(new Event(name, data));

    /// <summary>Hands an event to the children, theirs, and so on (spec E6).</summary>
    /// <param name="e">The event.</param>
    /// <exception cref="ArgumentNullException"><paramref name="e"/> is null.</exception>
    public void Broadcast(Event e)
    {
        ArgumentNullException.ThrowIfNull(e);
        ((IFlowOwner)this).Forward(e.From(Sender), Direction.Down);
    }

    /// <summary>Registers a listener that runs to its end at once (spec E3, E4).</summary>
    /// <param name="name">The events that it hears.</param>
    /// <param name="callback">Called in this worker's flow. It cannot wait (spec F7).</param>
    /// <param name="options">Sender, priority, once, permanent; by default it hears all, at priority 0, and stays.</param>
    /// <returns>The listener, for <see cref="Unlisten"/>.</returns>
    public Listener Listen(string name, Action<Event> callback, ListenerOptions? options = null) =>
        Add(new SyncListener(Checked(name), Checked(callback), options ?? ListenerOptions.Lasting));

    /// <summary>Registers a listener that may wait: its waits are nested loops, and its event is not finished before it (spec F7).</summary>
    /// <param name="name">The events that it hears.</param>
    /// <param name="callback">Called in this worker's flow.</param>
    /// <param name="options">Sender, priority, once, permanent; by default it hears all, at priority 0, and stays.</param>
    /// <returns>The listener, for <see cref="Unlisten"/>.</returns>
    public Listener Listen(string name, Func<Event, Task> callback, ListenerOptions? options = null) =>
        Add(new AsyncListener(Checked(name), Checked(callback), options ?? ListenerOptions.Lasting));

    /// <summary>Registers a listener for typed data (spec E2); see <see cref="Listen(string, Action{Event}, ListenerOptions?)"/>.</summary>
    /// <param name="name">The events that it hears; data of another type is reported as this listener's error.</param>
    /// <param name="callback">Called in this worker's flow. It cannot wait (spec F7).</param>
    /// <param name="options">Sender, priority, once, permanent.</param>
    /// <returns>The listener, for <see cref="Unlisten"/>.</returns>
    public Listener Listen<T>(EventName<T> name, Action<Event<T>> callback, ListenerOptions? options = null) =>
        Add(new SyncListener<T>(Checked(name?.Name!), Checked(callback), options ?? ListenerOptions.Lasting));

    /// <summary>Registers a listener for typed data that may wait; see <see cref="Listen(string, Func{Event, Task}, ListenerOptions?)"/>.</summary>
    /// <param name="name">The events that it hears; data of another type is reported as this listener's error.</param>
    /// <param name="callback">Called in this worker's flow.</param>
    /// <param name="options">Sender, priority, once, permanent.</param>
    /// <returns>The listener, for <see cref="Unlisten"/>.</returns>
    public Listener Listen<T>(EventName<T> name, Func<Event<T>, Task> callback, ListenerOptions? options = null) =>
        Add(new AsyncListener<T>(Checked(name?.Name!), Checked(callback), options ?? ListenerOptions.Lasting));

    /// <summary>Removes a listener (spec E9).</summary>
    /// <param name="listener">What <c>Listen</c> returned. One that was removed by <c>once</c> or by the end of the run may be given.</param>
    /// <exception cref="InvalidOperationException">It is no listener of this worker, or was removed by hand before.</exception>
    public void Unlisten(Listener listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        if (_listeners.Remove(listener) || listener.IsSpent) return;
        throw new InvalidOperationException(
            $"Worker '{Path}' has no such listener of '{listener.EventName}'. Give Unlisten what this worker's Listen returned, once.");
    }

    /// <summary>Runs code in this worker's loop, behind what is queued (spec W3).</summary>
    /// <param name="callback">Runs in the worker's flow. It cannot wait (spec F7).</param>
    /// <exception cref="InvalidOperationException">The worker does not run.</exception>
    public void Later(Action callback) => LaterNow(Checked(callback));

    /// <summary>Runs code that may wait in this worker's loop, behind what is queued (spec W3).</summary>
    /// <param name="callback">Runs in the worker's flow; its waits are nested loops.</param>
    /// <exception cref="InvalidOperationException">The worker does not run.</exception>
    public void Later(Func<Task> callback) => LaterNow(Checked(callback));

    /// <summary>Runs code in this worker's loop, once the delay is over (spec W3).</summary>
    /// <param name="callback">Runs in the worker's flow. It cannot wait (spec F7).</param>
    /// <param name="delay">Zero or more.</param>
    /// <returns>The timer; once the run has ended, its callback does not run.</returns>
    /// <exception cref="InvalidOperationException">The worker does not run.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The delay is negative.</exception>
    public LaterHandle Later(Action callback, TimeSpan delay) => LaterOn(Checked(callback), delay);

    /// <summary>Runs code that may wait in this worker's loop, once the delay is over (spec W3).</summary>
    /// <param name="callback">Runs in the worker's flow; its waits are nested loops.</param>
    /// <param name="delay">Zero or more.</param>
    /// <returns>The timer; once the run has ended, its callback does not run.</returns>
    /// <exception cref="InvalidOperationException">The worker does not run.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The delay is negative.</exception>
    public LaterHandle Later(Func<Task> callback, TimeSpan delay) => LaterOn(Checked(callback), delay);

    SubscriptionSet ISubscriber.Subscriptions => Extras().Subscriptions;

    bool ISubscriber.Receive(object message)
    {
        var e = (Event)message;
        return Hand(e, e.Directions) is Admission.Taken or Admission.TakenForOldest;
    }

    void IFlowOwner.Forward(Event e, Direction directions)
    {
        // A parent that has ended is a receiver that is missed; a child that has ended is no child any more. Nobody fired a LISTENER_ERROR:
        // a listener of EVENT_REJECT that throws would breed one by the other.
        if ((directions & Direction.Up) != 0 && Parent is { } parent && parent.Hand(e, Direction.Up) == Admission.Closed)
        {
            parent.Reject(e, e.Name == WorkerEvents.ListenerError ? null : this);
        }

        if ((directions & Direction.Down) == 0 || _children is not { } children) return;
        foreach (var child in children.ToArray()) ((Worker)child).Hand(e, Direction.Down);
    }

    private static T Checked<T>(T argument)
        where T : class
    {
        if (argument is string text) ArgumentException.ThrowIfNullOrWhiteSpace(text);
        else ArgumentNullException.ThrowIfNull(argument);
        return argument;
    }

    private Listener Add(Listener listener)
    {
        _listeners.Add(listener);
        return listener;
    }

    private void FireNew(Event e)
    {
        if (_flow is not { } flow) Reject(e, Sender);
        else if (flow.Bound is { } bound) FireBounded(bound, e);
        else if (!flow.Post(e)) Reject(e, Sender);
    }

    private void Reject(Event e, Worker? sender, DeadLetterReason reason = DeadLetterReason.NotRunning)
    {
        var letter = new DeadLetter(e, this, reason);
        System.DeadLetters.Add(letter);
        if (e.Name != WorkerEvents.Reject) sender?._flow?.Post(new Event(WorkerEvents.Reject, letter, this, Direction.None));
    }

    private void LaterNow(Delegate callback)
    {
        if (!RunningFlow().TryLater(callback)) throw NotRunning();
    }

    private LaterHandle LaterOn(Delegate callback, TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return new LaterHandle(RunningFlow().Later(callback, delay));
    }

    /// <summary>The flow of the run that is under way.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    internal WorkerFlow RunningFlow() => IsRunning && _flow is { } flow ? flow : throw NotRunning();

    internal InvalidOperationException NotRunning() =>
        new($"Worker '{Path}' is {State}: its loop takes no callbacks. Start it first, or fire an event, which is rejected visibly.");
}
