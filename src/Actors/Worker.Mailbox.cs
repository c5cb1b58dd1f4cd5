namespace Actors;

/// <content>Firing at a mailbox that may be full (spec E10).</content>
public sealed partial class Worker
{
    /// <summary>Null for most workers.</summary>
    private WorkerExtras? _extras;

    /// <summary>How many events its full mailbox has dropped, in all of its runs.</summary>
    /// <value>Events; 0 unless <see cref="WorkerOptions.Mailbox"/> has a capacity.</value>
    public long DroppedEvents => _extras?.Losses.Dropped ?? 0;

    /// <summary>Puts an event in the mailbox; waits for room where its mode is <see cref="MailboxFullMode.Wait"/> (spec E10).</summary>
    /// <param name="name">The event's name; case counts.</param>
    /// <param name="data">What it carries.</param>
    /// <param name="cancellationToken">Ends the waiting; the event is not fired then.</param>
    /// <remarks>
    /// Whoever waits first gets room first, and the order of the calls is the order of the events. In a worker it is a wait point of that
    /// worker: two that fire at each other's full mailbox go on handling events. A <see cref="WorkerExit"/> takes the waiting event back.
    /// At a worker that does not run, or ends meanwhile, the event is rejected as with <see cref="Fire(string, object?)"/> (spec E8).
    /// </remarks>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null, empty or blank.</exception>
    /// <exception cref="InvalidOperationException">It was called in a synchronous listener, which cannot wait (spec F7).</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    public ValueTask FireAsync(string name, object? data = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return FireOrWait(new Event(name, data, Sender, Direction.None), cancellationToken);
    }

    /// <summary>Puts a typed event in the mailbox; see <see cref="FireAsync(string, object?, CancellationToken)"/>.</summary>
    /// <param name="name">The event's name.</param>
    /// <param name="data">What it carries.</param>
    /// <param name="cancellationToken">Ends the waiting; the event is not fired then.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public ValueTask FireAsync<T>(EventName<T> name, T data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        return FireOrWait(new Event<T>(name.Name, data, Sender, Direction.None), cancellationToken);
    }

    /// <summary>Puts an event of your making in the mailbox; see <see cref="FireAsync(string, object?, CancellationToken)"/>.</summary>
    /// <param name="e">The event; it may be fired at several workers.</param>
    /// <param name="cancellationToken">Ends the waiting; the event is not fired then.</param>
    /// <exception cref="ArgumentNullException"><paramref name="e"/> is null.</exception>
    public ValueTask FireAsync(Event e, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(e);
        return FireOrWait(e.From(Sender), cancellationToken);
    }

    void IFlowOwner.OnDropped(Event e)
    {
        Extras().Losses.CountDropped();
        System.CountDroppedEvent();
        if (_flow?.Bound is { } bound && bound.TryWarn()) System.Logger.MailboxDrops(Path, bound.Capacity, bound.Mode.ToString(), e.Name);
    }

    void IFlowOwner.OnRefused(Event e, IEventTarget? sender) => Reject(e, (Worker?)sender);

    private WorkerExtras Extras()
    {
        if (Volatile.Read(ref _extras) is { } extras) return extras;
        var made = new WorkerExtras();
        return Interlocked.CompareExchange(ref _extras, made, null) ?? made;
    }

    private MailboxBound? MakeBound() =>
        _options.Mailbox.Capacity is { } capacity ? new MailboxBound(capacity, _options.Mailbox.FullMode) : null;

    /// <summary>Hands over an event whose sender is not to be troubled: published, bubbled or broadcast.</summary>
    /// <returns>What became of it. One that finds no room is dropped and counted, also where firing would wait or be rejected.</returns>
    private Admission Hand(Event e, Direction directions)
    {
        if (_flow is not { } flow) return Admission.Closed;
        if (flow.Bound is not { } bound) return flow.Deliver(e, directions) ? Admission.Taken : Admission.Closed;
        var admission = bound.TryAdd(e, directions);
        if (admission is Admission.TakenForOldest or Admission.Dropped or Admission.Full) ((IFlowOwner)this).OnDropped(e);
        return admission;
    }

    private void FireBounded(MailboxBound bound, Event e) => Account(bound, bound.TryAdd(e, e.Directions), e);

    private void Account(MailboxBound bound, Admission admission, Event e)
    {
        if (admission == Admission.Full && bound.Mode == MailboxFullMode.Wait)
        {
            throw new InvalidOperationException(
                $"The mailbox of worker '{Path}' is full: it holds {bound.Capacity} events, and '{e.Name}' was not fired. " +
                "Use 'await worker.FireAsync(…)', which waits for room, or give its mailbox another FullMode (WorkerOptions.Mailbox).");
        }

        Account(admission, e);
    }

    private ValueTask FireOrWait(Event e, CancellationToken cancellationToken)
    {
        // Said always, and not only when the mailbox happens to be full.
        var frame = Waits.FrameOf(nameof(FireAsync));
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled(cancellationToken);

        var flow = _flow;
        if (flow is { Bound: { } bound })
        {
            var admission = bound.AddOrWait(e, e.Directions, Sender, out var waiter);
            if (waiter is not null) return Waits.ComingBack(WaitForRoom(waiter, frame, cancellationToken));
            Account(admission, e);
        }
        else if (flow is null || !flow.Deliver(e, e.Directions))
        {
            Reject(e, Sender);
        }

        // Code off its flow's turn comes back to it, and a loop hears that it is to stop. A main flow has no thread to come back to.
        var isFree = frame is null || ((Worker)frame.Flow.Owner).Dispatcher.Kind == DispatcherKind.Main;
        return isFree ? ValueTask.CompletedTask : CurrentWorker.Wait(Task.CompletedTask);
    }

    private void Account(Admission admission, Event e)
    {
        switch (admission)
        {
            case Admission.Replaced:
                Extras().Losses.CountConflated();
                System.CountConflatedEvent();
                break;
            case Admission.TakenForOldest or Admission.Dropped:
                ((IFlowOwner)this).OnDropped(e);
                break;
            case Admission.Full:
                Reject(e, Sender, DeadLetterReason.MailboxFull);
                break;
            case Admission.Closed:
                Reject(e, Sender);
                break;
        }
    }

    private static async ValueTask WaitForRoom(RoomWaiter waiter, Frame? frame, CancellationToken cancellationToken)
    {
        var registration = cancellationToken.UnsafeRegister(static (waiter, token) => ((RoomWaiter)waiter!).Cancel(token), waiter);
        try
        {
            if (frame is null) await waiter.Done.ConfigureAwait(false);
            else await CurrentWorker.Wait(waiter.Done);
        }
        catch (WorkerExit)
        {
            waiter.Cancel(default);
            throw;
        }
        finally
        {
            registration.Unregister();
        }
    }
}
