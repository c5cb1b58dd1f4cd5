using System.Threading.Channels;
using Actors.Tests.Conformance;
using QueueFactory = System.Threading.Channels.Channel;

namespace Actors.Tests.Transports;

/// <summary>A clock that stands still, whose timers a test lets fall due.</summary>
internal sealed class HandClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TimeSpan, TaskCompletionSource<HandTimer>> _asked = [];
    private readonly Dictionary<TimeSpan, Channel<HandTimer>> _timers = [];

    /// <summary>The first timer that was set to this time, as soon as somebody has set one.</summary>
    public Task<HandTimer> Asked(TimeSpan time) => Source(time).Task.Soon();

    /// <summary>The next timer that was set to this time, each once, as soon as somebody has set it.</summary>
    public Task<HandTimer> Next(TimeSpan time) => Timers(time).Reader.ReadAsync().AsTask().Soon();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HandTimer(() => callback(state));
        Source(dueTime).TrySetResult(timer);
        Timers(dueTime).Writer.TryWrite(timer);
        return timer;
    }

    private TaskCompletionSource<HandTimer> Source(TimeSpan time)
    {
        lock (_gate)
        {
            if (!_asked.TryGetValue(time, out var source)) _asked[time] = source = Barriers.Signal<HandTimer>();
            return source;
        }
    }

    private Channel<HandTimer> Timers(TimeSpan time)
    {
        lock (_gate)
        {
            if (!_timers.TryGetValue(time, out var timers)) _timers[time] = timers = QueueFactory.CreateUnbounded<HandTimer>();
            return timers;
        }
    }

    internal sealed class HandTimer(Action fire) : ITimer
    {
        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
