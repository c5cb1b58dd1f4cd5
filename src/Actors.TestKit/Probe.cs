using System.Text;
using Actors.TestKit.Expecting;
using static Actors.CurrentWorker;

namespace Actors.TestKit;

/// <summary>A worker that records the events it gets, and tells a test which came.</summary>
/// <remarks>
/// Fire at its <see cref="Worker"/>, subscribe that to a channel, or make it the parent of what is tested: then it also gets what bubbles,
/// and the events about its children. Each event is taken by one expectation; the others stay for later ones, so that their order does not
/// matter. On a <see cref="VirtualTime"/> an expectation lets the clock run from its call on, for <see cref="Within"/> at most: act first, and
/// expect then; what came before counts. A clock in <see cref="ClockMode.Manual"/> stands meanwhile, and the expectation ends when the
/// workers have settled. On a real clock it waits. Its members are for the test, outside every worker's flow but the main one.
/// </remarks>
public sealed class Probe
{
    private readonly ProbeLog _log;
    private readonly TimeSpan _within;

    private Probe(Worker worker, ProbeLog log, TimeSpan within)
    {
        Worker = worker;
        _log = log;
        _within = within;
    }

    /// <summary>The worker that gets the events.</summary>
    public Worker Worker { get; }

    /// <summary>All it got so far, in order, but for its own stop, pause and resume.</summary>
    public IReadOnlyList<Event> Events => _log.All;

    /// <summary>Starts a probe: a root worker and a daemon.</summary>
    /// <param name="system">Whose worker it is.</param>
    /// <param name="name">The last part of its path; <c>probe</c> by default.</param>
    /// <returns>The probe, whose expectations wait for three seconds of the system's time.</returns>
    public static Probe Start(WorkerSystem system, string name = "probe")
    {
        ArgumentNullException.ThrowIfNull(system);
        var log = new ProbeLog();
        var worker = system.Start(
            async () => await WaitUntil(e =>
            {
                if (e.Name is not (WorkerEvents.Stop or WorkerEvents.Pause or WorkerEvents.Resume)) log.Record(e);
                return false;
            }),
            new WorkerOptions { Name = name, Parent = WorkerParent.None, IsDaemon = true });
        return new Probe(worker, log, TimeSpan.FromSeconds(3));
    }

    /// <summary>The same probe with another patience.</summary>
    /// <param name="time">How long its expectations wait at most, in the system's time; zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public Probe Within(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        return new Probe(Worker, _log, time);
    }

    /// <summary>Takes the oldest event of a name that no other expectation took; waits for one that has not come.</summary>
    /// <param name="name">The event's name.</param>
    /// <param name="condition">What else it must fulfil; it may be called in the probe's loop.</param>
    /// <returns>The event.</returns>
    /// <exception cref="ExpectationException">None came in time.</exception>
    /// <exception cref="StandstillException">A worker awaited something outside for longer than the clock's patience.</exception>
    public async Task<Event> ExpectEvent(string name, Func<Event, bool>? condition = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var expectation = new Expectation(name, condition);
        if (await Comes(expectation).ConfigureAwait(false)) return await expectation.Met.ConfigureAwait(false);
        throw Failed($"{expectation} did not come");
    }

    /// <summary>Takes the oldest event of a typed name; see <see cref="ExpectEvent(string, Func{Event, bool}?)"/>.</summary>
    /// <param name="name">The event's name.</param>
    /// <param name="condition">What its data must fulfil; it may be called in the probe's loop.</param>
    /// <returns>The event.</returns>
    /// <exception cref="ExpectationException">None came in time.</exception>
    /// <exception cref="InvalidCastException">It came with data of another type.</exception>
    public async Task<Event<T>> ExpectEvent<T>(EventName<T> name, Func<T, bool>? condition = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Event<T>.Of(await ExpectEvent(name.Name, condition is null ? null : e => condition(Event<T>.Of(e).Data)).ConfigureAwait(false));
    }

    /// <summary>Waits for the whole time and expects that no event comes, nor has come that no other expectation took.</summary>
    /// <param name="name">The name that counts; any by default.</param>
    /// <exception cref="ExpectationException">One came.</exception>
    public async Task ExpectNoEvent(string? name = null)
    {
        var expectation = new Expectation(name, null);
        if (!await Comes(expectation).ConfigureAwait(false)) return;
        throw Failed($"{ProbeLog.Say(await expectation.Met.ConfigureAwait(false))} came, and should not have,");
    }

    /// <summary>Waits for the end of a worker's run.</summary>
    /// <param name="worker">Any worker of the probe's system; one that has ended ends the wait at once.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="ExpectationException">It did not end in time.</exception>
    public async Task<WorkerResult> ExpectEnd(Worker worker)
    {
        ArgumentNullException.ThrowIfNull(worker);
        var end = worker.End;
        if (await Comes(end).ConfigureAwait(false)) return await end.ConfigureAwait(false);
        throw Failed($"Worker '{worker.Path}' did not end");
    }

    private async Task<bool> Comes(Expectation expectation)
    {
        _log.Open(expectation);
        try
        {
            return await Comes(expectation.Met).ConfigureAwait(false);
        }
        finally
        {
            _log.Close(expectation);
        }
    }

    private async Task<bool> Comes(Task task)
    {
        if (Worker.System.TimeProvider is VirtualTime time)
        {
            return await time.Run(task, time.GetUtcNow() + (time.Mode == ClockMode.Automatic ? _within : TimeSpan.Zero)).ConfigureAwait(false);
        }

        using var late = new CancellationTokenSource();
        var timeout = Task.Delay(_within, Worker.System.TimeProvider, late.Token);
        var isThere = await Task.WhenAny(task, timeout).ConfigureAwait(false) == task;
        await late.CancelAsync().ConfigureAwait(false);
        return isThere;
    }

    private ExpectationException Failed(string what)
    {
        var text = new StringBuilder(what).Append(FormattableString.Invariant($" at '{Worker.Path}' within {_within}."));
        text.Append(FormattableString.Invariant($" The clock stands at {Worker.System.TimeProvider.GetUtcNow():yyyy-MM-dd HH:mm:ss.fff}."));
        _log.AppendTo(text);
        SystemReport.Append(text, Worker.System);
        return new ExpectationException(text.ToString());
    }
}
