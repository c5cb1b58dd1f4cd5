using Actors.Application.Windows;
using Microsoft.Extensions.Logging;
using static Actors.CurrentWorker;

namespace Actors.Application.Tests.Windows;

public sealed class EventListenerTests : WindowTests
{
    private static readonly EventName<string> Said = new("SAID");

    [Fact]
    public void Listener_WithoutAHandler_IsAClearError()
    {
        var error = Assert.Throws<ArgumentNullException>(static () => new EventListener<string>(Said, (Func<string, string?>)null!));
        var asyncError = Assert.Throws<ArgumentNullException>(static () => new EventListener<string>(Said, (Func<string, ValueTask<string?>>)null!));

        Assert.Equal("handler", error.ParamName);
        Assert.Contains("A listener without a handler could do nothing: give it one", error.Message, StringComparison.Ordinal);
        Assert.Equal(error.Message, asyncError.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Handler_ThatTakesChangesFiltersAndFails_SeesEachEventInOrder(bool isAsync)
    {
        await using var system = NewSystem();
        var seen = new List<string>();
        var failures = new List<ListenerFailure>();
        var options = new EventListenerOptions { OnFailure = failures.Add };
        var listener = isAsync
            ? new EventListener<string>(Said, async said => await Later(Handle(said)), options)
            : new EventListener<string>(Said, Handle, options);
        listener.Start("ears");

        foreach (var said in new[] { "take", "change", "filter", "fail", "take" }) listener.Send(said);
        await listener.StopAsync().WaitAsync(Limit);

        Assert.Equal(["take", "change", "filter", "fail", "take"], seen);
        Assert.Equal((3, 1, 1, 0), (listener.Taken, listener.Filtered, listener.Failed, listener.Dropped));
        var failure = Assert.Single(failures);
        Assert.Equal("cannot hear", failure.Exception.Message);
        Assert.Equal("fail", failure.Event!.Data);
        Assert.Same(listener.Worker, failure.Worker);
        var logged = Assert.Single(Log.Entries, static entry => entry.Level == LogLevel.Error);
        Assert.Equal("Worker '/ears': a listener of 'SAID' threw. The worker goes on.", logged.Text);
        Assert.Same(failure.Exception, logged.Error);

        string? Handle(string said)
        {
            seen.Add(said);
            return said switch
            {
                "filter" => null,
                "change" => "changed",
                "fail" => throw new InvalidDataException("cannot hear"),
                _ => said,
            };
        }

        static async ValueTask<string?> Later(string? answer)
        {
            await Update();
            await Sleep(TimeSpan.FromMilliseconds(1));
            return answer;
        }
    }

    [Fact]
    public async Task Failure_InAListenerThatAWorkerStarted_BubblesToThatWorker()
    {
        await using var system = NewSystem();
        var heard = new Defer<ListenerFailure>();
        var owner = system.Start(
            async () =>
            {
                Listen(new EventName<ListenerFailure>(WorkerEvents.ListenerError), e => heard.Resolve(e.Data));
                var listener = new EventListener<string>(Said, Fail);
                listener.Start("ears");
                listener.Send("boo");
                await WaitForever();
            },
            new() { Name = "owner" });

        var failure = await heard.Task.WaitAsync(Limit);

        Assert.Equal("/owner/ears", failure.Worker.Path);
        Assert.True(owner.Children[0].IsRunning);

        static string? Fail(string said) => throw new InvalidDataException(said);
    }

    [Fact]
    public async Task OnFailure_ThatFails_LeavesTheListenerAlive()
    {
        await using var system = NewSystem();
        var listener = new EventListener<string>(
            Said,
            static said => said == "fail" ? throw new InvalidDataException(said) : said,
            new() { OnFailure = static _ => throw new IOException("again") });
        listener.Start("ears");

        listener.Send("fail");
        listener.Send("fail");
        listener.Send("take");
        await listener.StopAsync().WaitAsync(Limit);

        Assert.Equal((1, 2), (listener.Taken, listener.Failed));
        Assert.Equal(
            Enumerable.Repeat("A handler failed, and so did what was told of it. (fail) (again)", 2),
            Log.Entries.Where(static entry => entry.Level == LogLevel.Error).Select(static entry => entry.Error!.Message));
    }

    [Fact]
    public async Task AsyncHandler_WhileItWaits_HoldsTheNextEventsBack()
    {
        await using var system = NewSystem();
        var inside = 0;
        var most = 0;
        var listener = new EventListener<string>(Said, Handle);
        listener.Start("ears");

        for (var i = 0; i < 100; i++) listener.Send($"{i}");
        await listener.StopAsync().WaitAsync(Limit);

        Assert.Equal((1, 100), (most, listener.Taken));

        async ValueTask<string?> Handle(string said)
        {
            most = Math.Max(most, ++inside);
            await Update();
            await Task.Yield();
            await Update();
            inside--;
            return said;
        }
    }

    [Fact]
    public async Task AsyncHandler_ThatWasStoppedFromOutside_FailsForEachEventAndSaysSo()
    {
        await using var system = NewSystem();
        var listener = new EventListener<string>(Said, static said => ValueTask.FromResult<string?>(said));
        listener.Start("ears");
        await listener.Worker!.Children[0].StopAsync().WaitAsync(Limit);

        listener.Send("hello");
        await listener.StopAsync().WaitAsync(Limit);

        Assert.Equal((0, 1), (listener.Taken, listener.Failed));
        var logged = Assert.Single(Log.Entries, static entry => entry.Level == LogLevel.Error);
        Assert.Equal("'hello' was not handled: worker '/ears/handler', which runs the handler, is Stopped.", logged.Error!.Message);
    }

    [Fact]
    public async Task Fire_AtItsWorkerByName_IsHandledToo()
    {
        await using var system = NewSystem();
        var listener = new EventListener<string>(Said, static said => said);
        listener.Start("ears");

        listener.Worker!.Fire("SAID", "hello");
        await listener.StopAsync().WaitAsync(Limit);

        Assert.Equal(1, listener.Taken);
    }
}
