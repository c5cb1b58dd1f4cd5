using Actors.Application.Windows;
using static Actors.CurrentWorker;

namespace Actors.Application.Tests.Windows;

public sealed class EventListenerStopTests : WindowTests
{
    private static readonly EventName<string> Said = new("SAID");

    [Fact]
    public async Task Stop_BeforeStartAndTwice_DoesNothingMore()
    {
        await using var system = NewSystem();
        var listener = new EventListener<string>(Said, static said => said);
        await listener.StopAsync().WaitAsync(Limit);

        Assert.True(listener.Start("ears"));
        Assert.False(listener.Start("ears"));
        listener.Send("hello");
        await Task.WhenAll(listener.StopAsync(), listener.StopAsync()).WaitAsync(Limit);
        await listener.StopAsync().WaitAsync(Limit);

        Assert.Equal(1, listener.Taken);
        Assert.False(listener.IsOpen);
        Assert.Equal(WorkerState.Stopped, listener.Worker!.State);
    }

    [Fact]
    public async Task Start_AfterStop_BeginsAnotherRun()
    {
        await using var system = NewSystem();
        var listener = new EventListener<string>(Said, static said => said);
        for (var i = 0; i < 3; i++)
        {
            Assert.True(listener.Start("ears"));
            listener.Send("hello");
            await listener.StopAsync().WaitAsync(Limit);
        }

        Assert.Equal(3, listener.Taken);
    }

    [Fact]
    public async Task Send_BeforeStartAndAfterStop_IsAClearError()
    {
        await using var system = NewSystem();
        var listener = new EventListener<string>(Said, static said => said);

        Assert.Equal(
            "'hello' was not sent: the listener of 'SAID' was never started.",
            Assert.Throws<InvalidOperationException>(() => listener.Send("hello")).Message);
        listener.Start("ears");
        await listener.StopAsync().WaitAsync(Limit);

        Assert.StartsWith(
            "'hello' was not sent: '/ears' takes no events any more.",
            Assert.Throws<InvalidOperationException>(() => listener.Send("hello")).Message,
            StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => listener.SendAsync("hello").AsTask());
        Assert.Equal(0, system.DeadLetters.Count);
    }

    [Fact]
    public async Task Stop_WhileTheHandlerStands_HandlesWhatWasSentAndWhoWaitedForRoom()
    {
        await using var system = NewSystem();
        var gate = new Gate();
        var listener = new EventListener<string>(Said, gate.Pass, new() { Mailbox = new() { Capacity = 2 } });
        listener.Start("ears");
        var sending = Enumerable.Range(0, 10).Select(i => listener.SendAsync($"{i}").AsTask()).ToArray();
        await gate.Entered;

        var stop = listener.StopAsync();
        Assert.False(listener.IsOpen);
        Assert.Throws<InvalidOperationException>(() => listener.Start("ears"));
        Assert.Throws<InvalidOperationException>(() => listener.Send("late"));
        gate.Open();
        await stop.WaitAsync(Limit);

        Assert.All(sending, static send => Assert.True(send.IsCompletedSuccessfully));
        Assert.Equal(10, listener.Taken);
        Assert.Equal(0, system.DeadLetters.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StartersEnd_WithEventsQueued_HandlesThemFirst(bool isAsync)
    {
        await using var system = NewSystem();
        var listener = isAsync
            ? new EventListener<string>(Said, Later)
            : new EventListener<string>(Said, static said => said);
        var starter = system.Start(() =>
        {
            listener.Start("ears");
            for (var i = 0; i < 100; i++) listener.Send($"{i}");
            return Task.CompletedTask;
        });

        await starter.Completion.WaitAsync(Limit);

        Assert.Equal(100, listener.Taken);
        Assert.False(listener.IsOpen);

        static async ValueTask<string?> Later(string said)
        {
            await Sleep(TimeSpan.FromTicks(1));
            return said;
        }
    }

    [Fact]
    public async Task SystemsEnd_WithEventsQueuedForAnAsyncHandler_HandlesThemFirst()
    {
        var listener = new EventListener<string>(Said, Later);
        await using (NewSystem())
        {
            listener.Start("ears");
            for (var i = 0; i < 100; i++) listener.Send($"{i}");
        }

        Assert.Equal(100, listener.Taken);
        Assert.Empty(Log.Entries);

        static async ValueTask<string?> Later(string said)
        {
            await Update();
            return said;
        }
    }

    [Fact]
    public async Task Stop_InItsOwnHandler_IsAClearError()
    {
        await using var system = NewSystem();
        var errors = new List<string>();
        var listeners = new List<EventListener<string>>();
        listeners.Add(new EventListener<string>(Said, Stop, new() { OnFailure = failure => errors.Add(failure.Exception.Message) }));
        listeners.Add(new EventListener<string>(Said, StopAsync, new() { OnFailure = failure => errors.Add(failure.Exception.Message) }));
        foreach (var listener in listeners)
        {
            listener.Start("ears");
            listener.Send("stop");
            await listener.StopAsync().WaitAsync(Limit);
        }

        Assert.Equal(Enumerable.Repeat("'/ears' would wait for itself: its handler cannot wait for its end.", 2), errors);

        string? Stop(string said)
        {
            listeners[0].StopAsync().GetAwaiter().GetResult();
            return said;
        }

        async ValueTask<string?> StopAsync(string said)
        {
            await listeners[1].StopAsync();
            return said;
        }
    }
}
