namespace Actors;

/// <summary>The events of one system that their worker did not take (spec E8).</summary>
/// <remarks>The first ten are logged, then one summary in five minutes.</remarks>
public sealed class DeadLetters
{
    /// <summary>The event by which the stream's subscribers get each <see cref="DeadLetter"/>.</summary>
    public static readonly EventName<DeadLetter> Name = new("DEAD_LETTER");

    private const int LoggedOneByOne = 10;
    private static readonly TimeSpan SummaryEvery = TimeSpan.FromMinutes(5);

    private readonly WorkerSystem _system;
    private long _count;
    private long _lastSummary;
    private long _summarised;

    internal DeadLetters(WorkerSystem system)
    {
        _system = system;
        Stream = new Channel("dead-letters", system);
    }

    /// <summary>How many there were.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Publishes each one; subscribe a worker that listens to <see cref="Name"/>.</summary>
    public Channel Stream { get; }

    internal void Add(DeadLetter letter)
    {
        var count = Interlocked.Increment(ref _count);
        if (Guard.Call(static call => call.Letters.Log(call.Letter, call.Count), (Letters: this, Letter: letter, Count: count)) is { } error)
        {
            _system.Logger.ClockFailed("when dead letters were summed up last is not known", error);
        }

        // A subscriber that has ended, or whose listener throws, must not breed letters out of letters.
        var isOfALetter = letter.Event.Name == Name.Name || letter.Event.Data is ListenerFailure { Event: { } e } && e.Name == Name.Name;
        if (!isOfALetter) Stream.Pub(Name, letter);
    }

    private void Log(DeadLetter letter, long count)
    {
        var now = _system.TimeProvider.GetTimestamp();
        if (count <= LoggedOneByOne)
        {
            if (letter.Reason == DeadLetterReason.MailboxFull) _system.Logger.RejectedByFullMailbox(letter.Event.Name, letter.Worker.Path);
            else _system.Logger.Rejected(letter.Event.Name, letter.Worker.Path);
            Volatile.Write(ref _lastSummary, now);
            Volatile.Write(ref _summarised, count);
            return;
        }

        var last = Volatile.Read(ref _lastSummary);
        if (_system.TimeProvider.GetElapsedTime(last, now) < SummaryEvery) return;
        if (Interlocked.CompareExchange(ref _lastSummary, now, last) != last) return;
        _system.Logger.RejectedMore(count - Interlocked.Exchange(ref _summarised, count));
    }
}
