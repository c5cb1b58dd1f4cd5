namespace Actors.Application.Windows;

/// <summary>Calls a handler for each event that is sent, one at a time and in order, on a worker of its own.</summary>
/// <remarks>
/// <para>A handler returns the event, another one in its place, or null: what it returns has been <see cref="Taken"/>, null was
/// <see cref="Filtered"/>. One that throws has <see cref="Failed"/>: it is logged, reported as <see cref="WorkerEvents.ListenerError"/> at the
/// listener's worker and above, and told to <see cref="EventListenerOptions.OnFailure"/>. The listener goes on with the next event.</para>
/// <para>Any thread may call. The worker is a child of whoever starts the listener.</para>
/// </remarks>
/// <typeparam name="TEvent">The events.</typeparam>
internal sealed class EventListener<TEvent> : IAsyncDisposable
    where TEvent : class
{
    /// <summary>Fired by whoever stops the listener, to stand in line behind those who wait for room. Nobody hears it.</summary>
    private const string LastInLine = "LAST_IN_LINE";
    private const string NoHandler =
        "A listener without a handler could do nothing: give it one, such as 'e => e', which takes every event as it is.";

    private readonly EventName<TEvent> _name;
    private readonly Func<TEvent, TEvent?>? _handler;
    private readonly Func<TEvent, ValueTask<TEvent?>>? _asyncHandler;
    private readonly EventListenerOptions _options;

    /// <summary>Held while an event is sent, so that none comes behind the stop that its sender does not know of.</summary>
    private readonly Lock _gate = new();

    private volatile Worker? _worker;
    private bool _isStopping;
    private long _taken;
    private long _filtered;
    private long _failed;

    /// <summary>Makes a listener that is not started.</summary>
    /// <param name="name">The name of the events: also what is fired at its worker under this name is handled.</param>
    /// <param name="handler">Called in the listener's flow. It cannot wait.</param>
    /// <param name="options">Mailbox, and who hears of failures; sensible ones by default.</param>
    /// <exception cref="ArgumentNullException">There is no handler.</exception>
    public EventListener(EventName<TEvent> name, Func<TEvent, TEvent?> handler, EventListenerOptions? options = null)
        : this(name, options) => _handler = handler ?? throw new ArgumentNullException(nameof(handler), NoHandler);

    /// <summary>Makes a listener with a handler that may wait; the next event is handled when it has returned.</summary>
    /// <inheritdoc cref="EventListener{TEvent}(EventName{TEvent}, Func{TEvent, TEvent}, EventListenerOptions)"/>
    public EventListener(EventName<TEvent> name, Func<TEvent, ValueTask<TEvent?>> handler, EventListenerOptions? options = null)
        : this(name, options) => _asyncHandler = handler ?? throw new ArgumentNullException(nameof(handler), NoHandler);

    private EventListener(EventName<TEvent> name, EventListenerOptions? options)
    {
        ArgumentNullException.ThrowIfNull(name);
        _name = name;
        _options = options ?? EventListenerOptions.Default;
    }

    /// <summary>The worker of the current or last run; null before the first.</summary>
    public Worker? Worker => _worker;

    /// <summary>Whether it takes events.</summary>
    public bool IsOpen => _worker is { State: WorkerState.Running or WorkerState.Paused } && !Volatile.Read(ref _isStopping);

    /// <summary>How many events the handler took, as they were or changed.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    /// <summary>How many events the handler left out.</summary>
    public long Filtered => Interlocked.Read(ref _filtered);

    /// <summary>At how many events the handler failed.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>How many events the full mailbox has dropped in the current or last run.</summary>
    public long Dropped => _worker?.DroppedEvents ?? 0;

    /// <summary>Starts a run, as a child of the current worker. While one is open it changes nothing.</summary>
    /// <param name="workerName">The last part of the worker's path.</param>
    /// <returns>Whether this call started it.</returns>
    /// <exception cref="InvalidOperationException">It is stopping, and has not ended.</exception>
    public bool Start(string workerName)
    {
        lock (_gate)
        {
            if (IsOpen) return false;
            if (_worker is { IsRunning: true } last)
            {
                throw new InvalidOperationException($"'{last.Path}' is still stopping: await that first.");
            }

            var system = Actors.Worker.TryGetCurrent()?.System ?? WorkerSystem.Default;
            var worker = system.Create(options: new WorkerOptions { Name = workerName, Mailbox = _options.Mailbox });
            var asyncHandler = Listen(worker);
            worker.Start();
            asyncHandler?.Start();
            (_worker, _isStopping) = (worker, false);
            return true;
        }
    }

    /// <summary>Sends an event, and returns at once.</summary>
    /// <exception cref="InvalidOperationException">It is not open; or its mailbox is full, and its senders wait for room:
    /// <see cref="SendAsync"/> does.</exception>
    public void Send(TEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        lock (_gate)
        {
            if (!IsOpen) throw NotOpen(e);
            try
            {
                _worker!.Fire(_name, e);
            }
            catch (InvalidOperationException full)
            {
                throw new InvalidOperationException(
                    $"'{e}' was not sent: {_options.Mailbox.Capacity} events wait at '{_worker!.Path}'. " +
                    "Send it asynchronously, which waits for room.",
                    full);
            }
        }
    }

    /// <summary>Sends an event; waits for room where the mailbox is full. The first who waits is the first who gets room.</summary>
    /// <param name="e">The event.</param>
    /// <param name="cancellationToken">Ends the waiting; the event is not sent then.</param>
    /// <exception cref="InvalidOperationException">It is not open.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    public ValueTask SendAsync(TEvent e, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(e);
        return TrySend(e, out var sent, cancellationToken) ? sent : throw NotOpen(e);
    }

    /// <summary>Sends what a stream brings, and reads it no faster than the handler handles it.</summary>
    /// <param name="events">The stream.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>How many were sent: all, unless the listener stopped meanwhile, and the stream was left.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    public async Task<long> SendAllAsync(IAsyncEnumerable<TEvent> events, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        var count = 0L;
        await foreach (var e in events.WithCancellation(cancellationToken))
        {
            if (!TrySend(e, out var sent, cancellationToken)) break;
            await sent;
            count++;
        }

        return count;
    }

    /// <summary>Takes no more events, handles those that were sent, and ends. Does nothing where nothing runs.</summary>
    /// <remarks>Who was waiting for room has sent. When the worker is stopped by others, as by its parent's end, it handles what is in its
    /// mailbox; those who wait for room are rejected (spec E8).</remarks>
    /// <exception cref="InvalidOperationException">It was called in the listener's own flow, or in its handler.</exception>
    public async Task StopAsync()
    {
        if (_worker is not { } worker) return;
        for (var at = Actors.Worker.TryGetCurrent(); at is not null; at = at.Parent)
        {
            if (at == worker) throw new InvalidOperationException($"'{worker.Path}' would wait for itself: its handler cannot wait for its end.");
        }

        ValueTask line = default;
        bool isFirst;
        lock (_gate)
        {
            isFirst = IsOpen;
            Volatile.Write(ref _isStopping, true);
            if (isFirst && _options.Mailbox is { Capacity: not null, FullMode: MailboxFullMode.Wait }) line = worker.FireAsync(LastInLine);
        }

        if (isFirst)
        {
            try
            {
                await line;
            }
            finally
            {
                worker.Stop();
            }
        }

        await worker.Completion;
    }

    /// <summary>Stops it.</summary>
    public ValueTask DisposeAsync() => new(StopAsync());

    private bool TrySend(TEvent e, out ValueTask sent, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var isOpen = IsOpen;
            sent = isOpen ? _worker!.FireAsync(_name, e, cancellationToken) : default;
            return isOpen;
        }
    }

    private AsyncHandler<TEvent>? Listen(Worker worker)
    {
        if (_asyncHandler is null)
        {
            worker.Listen(_name, OnSent);
            return null;
        }

        var handler = new AsyncHandler<TEvent>(_asyncHandler, worker);
        worker.Listen(_name, e => OnSentAsync(handler, e));
        return handler;
    }

    private void OnSent(Event<TEvent> e)
    {
        try
        {
            Count(_handler!(e.Data));
        }
        catch (Exception error)
        {
            OnFailed(e, error);
            throw;
        }
    }

    private async Task OnSentAsync(AsyncHandler<TEvent> handler, Event<TEvent> e)
    {
        try
        {
            Count(await handler.Handle(e.Data));
        }
        catch (Exception error)
        {
            OnFailed(e, error);
            throw;
        }
    }

    private void OnFailed(Event e, Exception error)
    {
        Interlocked.Increment(ref _failed);
        try
        {
            _options.OnFailure?.Invoke(new ListenerFailure(Actors.Worker.Current, e, error));
        }
        catch (Exception another)
        {
            throw new AggregateException("A handler failed, and so did what was told of it.", error, another);
        }
    }

    private void Count(TEvent? made) => Interlocked.Increment(ref made is null ? ref _filtered : ref _taken);

    private InvalidOperationException NotOpen(TEvent e) => new(
        _worker is { } worker
            ? $"'{e}' was not sent: '{worker.Path}' takes no events any more. Start it again, or send before it is stopped."
            : $"'{e}' was not sent: the listener of '{_name}' was never started.");
}
