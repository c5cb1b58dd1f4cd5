using Actors.Engines;
using Actors.Tests.Conformance;
using Actors.TestKit;
using Actors.Timers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Tests.Timers;

public sealed class DeadlineQueueTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly List<TestDeadline> _fired = [];

    [Fact]
    public void Add_TimePasses_FiresInOrderOfDeadlineThenCreation()
    {
        var time = new VirtualTime(ClockMode.Manual);
        using var queue = new DeadlineQueue(time, NullLogger.Instance);
        var random = new Random(1);
        var added = new List<(int Delay, TestDeadline Deadline)>();
        for (var i = 0; i < 1000; i++)
        {
            var delay = random.Next(1, 100);
            added.Add((delay, New()));
            queue.Add(added[^1].Deadline, delay * Second);
        }

        time.Advance(100 * Second);

        Assert.Equal(added.OrderBy(static one => one.Delay).Select(static one => one.Deadline), _fired);
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public void Add_ShorterThanWhatIsPending_FiresAtItsOwnTime()
    {
        var time = new VirtualTime(ClockMode.Manual);
        using var queue = new DeadlineQueue(time, NullLogger.Instance);
        var (longer, shorter) = (New(), New());
        queue.Add(longer, 10 * Second);
        queue.Add(shorter, Second);

        time.Advance(Second);
        Assert.Equal([shorter], _fired);

        time.Advance(9 * Second);
        Assert.Equal([shorter, longer], _fired);
    }

    [Fact]
    public void AddAt_EqualTimestamps_FiresInOrderOfCreationWheneverAdded()
    {
        var time = new VirtualTime(ClockMode.Manual);
        using var queue = new DeadlineQueue(time, NullLogger.Instance);
        var due = time.GetTimestamp() + time.TimestampFrequency;
        var added = new List<TestDeadline>();
        for (var i = 0; i < 50; i++)
        {
            added.Add(New());
            queue.AddAt(added[^1], due);
            time.Advance(TimeSpan.FromMilliseconds(3));
        }

        Assert.Empty(_fired);
        time.Advance(Second);
        Assert.Equal(added, _fired);
    }

    [Fact]
    public void AddAt_ItsClockStandsStill_FiresWithTheTimeThatItHadLeft()
    {
        var time = new VirtualTime(ClockMode.Manual);
        using var queue = new DeadlineQueue(time, NullLogger.Instance);
        var owner = new object();
        var deadline = new TestDeadline(_fired) { TheOwner = owner };
        queue.Freeze(owner);
        time.Advance(5 * Second);
        queue.AddAt(deadline, time.GetTimestamp() + time.TimestampFrequency);
        time.Advance(5 * Second);
        queue.Thaw([owner]);

        time.Advance(Second - TimeSpan.FromTicks(1));
        Assert.Empty(_fired);
        time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal([deadline], _fired);
    }

    [Fact]
    public void Add_ZeroOrLess_FiresOnTheTimersThreadAndNotInside()
    {
        var time = new VirtualTime(ClockMode.Manual);
        using var queue = new DeadlineQueue(time, NullLogger.Instance);

        queue.Add(New(), TimeSpan.Zero);
        queue.Add(New(), -Second);
        Assert.Empty(_fired);

        time.Advance(TimeSpan.Zero);
        Assert.Equal(2, _fired.Count);
    }

    [Fact]
    public void Add_WhileFiring_FiresAtItsOwnTime()
    {
        var time = new VirtualTime(ClockMode.Manual);
        using var queue = new DeadlineQueue(time, NullLogger.Instance);
        var second = New();
        var first = New();
        first.OnFired = () => queue.Add(second, Second);
        queue.Add(first, Second);

        time.Advance(Second);
        Assert.Equal([first], _fired);

        time.Advance(Second);
        Assert.Equal([first, second], _fired);
    }

    [Fact]
    public void Remove_Pending_DoesNotFire()
    {
        var time = new VirtualTime(ClockMode.Manual);
        using var queue = new DeadlineQueue(time, NullLogger.Instance);
        var (removed, other) = (New(), New());
        queue.Add(removed, Second);
        queue.Add(other, 2 * Second);

        Assert.True(queue.Remove(removed));
        Assert.False(queue.Remove(removed));
        time.Advance(2 * Second);

        Assert.Equal([other], _fired);
        Assert.False(queue.Remove(other));
    }

    [Fact]
    public void Add_LongerThanATimerCan_FiresAtItsTime()
    {
        var time = new VirtualTime(ClockMode.Manual);
        using var queue = new DeadlineQueue(time, NullLogger.Instance);
        var delay = TimeSpan.FromDays(1000);
        queue.Add(New(), delay);
        queue.Add(New(), TimeSpan.MaxValue);

        time.Advance(delay - TimeSpan.FromTicks(1));
        Assert.Empty(_fired);

        time.Advance(TimeSpan.FromTicks(1));
        Assert.Single(_fired);
        Assert.Equal(1, queue.Count);
    }

    [Fact]
    public void Dispose_Pending_FiresNothingMore()
    {
        var time = new VirtualTime(ClockMode.Manual);
        var queue = new DeadlineQueue(time, NullLogger.Instance);
        queue.Add(New(), Second);

        queue.Dispose();
        queue.Add(New(), Second);
        time.Advance(Second);

        Assert.Empty(_fired);
    }

    [Fact]
    public async Task Add_OnTheSystemsClock_NeverFiresEarly()
    {
        const int deadlines = 200;
        using var queue = new DeadlineQueue(TimeProvider.System, NullLogger.Instance);
        var random = new Random(1);
        var all = Barriers.Signal();
        var added = new List<(long NotBefore, TestDeadline Deadline)>();
        for (var i = 0; i < deadlines; i++)
        {
            var delay = TimeSpan.FromMicroseconds(random.Next(1, 50_000));
            var deadline = New();
            deadline.OnFired = () =>
            {
                if (_fired.Count == deadlines) all.SetResult();
            };
            var units = (long)Math.Ceiling(delay.TotalSeconds * TimeProvider.System.TimestampFrequency);
            added.Add((TimeProvider.System.GetTimestamp() + units, deadline));
            queue.Add(deadline, delay);
        }

        await all.Task.Soon();

        // The queue reads the clock after this test did: what it holds a deadline to is no sooner than this.
        Assert.All(added, static one => Assert.True(one.Deadline.FiredAt >= one.NotBefore, "A deadline fired early."));
    }

    [Fact]
    public async Task AddAndRemove_FromManyThreads_FiresEachThatWasNotRemovedOnce()
    {
        const int threads = 4;
        const int each = 2000;
        var time = new VirtualTime(ClockMode.Manual);
        using var queue = new DeadlineQueue(time, NullLogger.Instance);

        var kept = await Task.WhenAll(Enumerable.Range(0, threads).Select(seed => Barriers.OnPlainThread(() =>
        {
            var random = new Random(seed);
            var kept = new List<TestDeadline>();
            for (var i = 0; i < each; i++)
            {
                var deadline = New();
                queue.Add(deadline, random.Next(1, 100) * Second);
                if (random.Next(2) == 0) Assert.True(queue.Remove(deadline));
                else kept.Add(deadline);
            }

            return kept;
        })));
        time.Advance(100 * Second);

        Assert.Equal(kept.Sum(static some => some.Count), _fired.Count);
        Assert.True(_fired.ToHashSet().SetEquals(kept.SelectMany(static some => some)));
    }

    private TestDeadline New() => new(_fired);

    private sealed class TestDeadline(List<TestDeadline> fired) : Deadline(ItemKind.Signal)
    {
        public object? TheOwner { get; init; }

        internal override object? Owner => TheOwner;

        public Action? OnFired { get; set; }

        public long FiredAt { get; private set; }

        // One thread fires at a time, so the list needs no lock.
        internal override void Fire()
        {
            FiredAt = TimeProvider.System.GetTimestamp();
            fired.Add(this);
            OnFired?.Invoke();
        }
    }
}
