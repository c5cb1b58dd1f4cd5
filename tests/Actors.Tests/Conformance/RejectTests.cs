using Microsoft.Extensions.Logging;
using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec E8: firing at a worker that does not run loses nothing silently.</summary>
public abstract class RejectTests : ConformanceTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("typed")]
    [InlineData("made")]
    [Trait("Spec", "E8")]
    public async Task Fire_AtAWorkerNeverStarted_TellsTheSender(string form)
    {
        var idle = System.Create();

        var sender = System.Start(async () =>
        {
            FireAt(idle, form);
            return (await WaitEvent(WorkerEvents.Reject, idle)).Data;
        });

        AssertLetter(idle, sender, (await sender.Ended()).Value);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("typed")]
    [InlineData("made")]
    [Trait("Spec", "E8")]
    public async Task Fire_AtAWorkerThatHasEnded_TellsTheSender(string form)
    {
        var ended = System.Start(() => Task.CompletedTask);
        await ended.Ended();

        var sender = System.Start(async () =>
        {
            FireAt(ended, form);
            return (await WaitEvent(WorkerEvents.Reject, ended)).Data;
        });

        AssertLetter(ended, sender, (await sender.Ended()).Value);
    }

    [Fact]
    [Trait("Spec", "E8")]
    public async Task Fire_Rejected_IsCountedAndLoggedAndShownOnTheStream()
    {
        var idle = System.Create(options: new WorkerOptions { Name = "idle" });
        var letters = Barriers.Signal<DeadLetter>();
        var reader = System.Start();
        reader.Listen(DeadLetters.Name, e => letters.SetResult(e.Data));
        System.DeadLetters.Stream.Sub(reader);
        Assert.Equal(0, System.DeadLetters.Count);

        await Barriers.OnPlainThread(() => idle.Fire("A", 1));

        var letter = await letters.Task.Soon();
        Assert.Equal(1, System.DeadLetters.Count);
        Assert.Equal(("A", (object)1), (letter.Event.Name, letter.Event.Data!));
        Assert.Same(idle, letter.Worker);
        Assert.Null(letter.Event.Target);
        Assert.Contains(Log.Entries, static e => e.Level == LogLevel.Information && e.Text.Contains("'A'") && e.Text.Contains("/idle"));
    }

    [Fact]
    [Trait("Spec", "E8")]
    public void Fire_ManyRejected_AreAllCountedAndLoggedInSummaries()
    {
        var idle = System.Create();

        for (var i = 0; i < 1000; i++) idle.Fire("A", i);
        Assert.Equal(1000, System.DeadLetters.Count);
        var logged = Log.Entries.Count;
        Assert.InRange(logged, 1, 20);

        // What was passed over in the log is told later, as a number.
        Time.Advance(TimeSpan.FromHours(1));
        idle.Fire("A");
        Assert.Equal(logged + 1, Log.Entries.Count);
        Assert.Contains((1001 - logged).ToString(), Log.Entries.Last().Text);
    }

    [Fact]
    [Trait("Spec", "E8")]
    public async Task Fire_RejectedAtASenderThatHasEnded_EndsThere()
    {
        var idle = System.Create();
        var fire = Barriers.Signal<Action>();
        var sender = System.Start(() =>
        {
            // The sender's flow goes on here after its run has ended.
            var context = ExecutionContext.Capture()!;
            fire.SetResult(() => ExecutionContext.Run(context, _ => idle.Fire("A"), null));
            return Task.CompletedTask;
        });
        await sender.Ended();

        (await fire.Task.Soon())();

        Assert.Equal(1, System.DeadLetters.Count);
    }

    [Fact]
    [Trait("Spec", "E8")]
    public async Task Stream_WithASubscriberThatHasEnded_BreedsNoLetters()
    {
        var reader = System.Start(() => Task.CompletedTask);
        System.DeadLetters.Stream.Sub(reader);
        await reader.Ended();

        System.Create().Fire("A");

        Assert.Equal(1, System.DeadLetters.Count);
    }

    [Fact]
    [Trait("Spec", "E8")]
    [Trait("Spec", "E6")]
    public async Task Bubble_AtAParentThatHasEnded_TellsTheDaemonThatOutlivesIt()
    {
        var cleanUp = Barriers.Signal();
        var parent = System.Start();
        var daemon = System.Start(
            async () =>
            {
                try
                {
                    await WaitForever();
                }
                finally
                {
                    await cleanUp.Task;
                    Bubble("A", 1);
                    await WaitEvent(WorkerEvents.Reject, parent);
                }
            },
            new WorkerOptions { Parent = parent, IsDaemon = true });
        parent.Stop();
        await parent.Ended();

        cleanUp.SetResult();
        await daemon.Ended();

        Assert.Equal(1, System.DeadLetters.Count);
    }

    [Fact]
    [Trait("Spec", "E5")]
    [Trait("Spec", "E8")]
    public async Task Bubble_AtAParentThatHasEndedFromAWorkerThatCannotHearRejects_BreedsNoErrors()
    {
        var cleanUp = Barriers.Signal();
        var parent = System.Start();
        var daemon = System.Start(
            async () =>
            {
                var calls = 0;
                Listen(WorkerEvents.Reject, _ => throw new InvalidOperationException($"call {++calls}"));
                try
                {
                    await WaitForever();
                }
                finally
                {
                    await cleanUp.Task;
                    Bubble("A");
                    for (var i = 0; i < 10; i++) await Update();
                }

                return calls;
            },
            new WorkerOptions { Parent = parent, IsDaemon = true });
        parent.Stop();
        await parent.Ended();

        cleanUp.SetResult();
        await daemon.Ended();

        // The event, and the error of its reject.
        Assert.Equal(2, System.DeadLetters.Count);
    }

    [Fact]
    [Trait("Spec", "E8")]
    public async Task Fire_AtARunningWorkerThatNobodyListensAt_IsNoDeadLetter()
    {
        var worker = System.Start();

        worker.Fire("A");
        await worker.AtWaitPoint();

        Assert.Equal(0, System.DeadLetters.Count);
    }

    [Fact]
    [Trait("Spec", "E8")]
    public async Task Fire_RacingWithTheEndOfTheRun_IsHeardOrRejectedNeverLost()
    {
        const int events = 2000;
        var heard = 0;
        var half = Barriers.Signal();
        var worker = System.Create(async () =>
        {
            await WaitEvent("END");
        });
        worker.Listen("A", _ =>
        {
            if (++heard == events / 2) half.SetResult();
        });
        worker.Start();

        var firing = Barriers.OnPlainThread(() =>
        {
            for (var i = 0; i < events; i++) worker.Fire("A");
        });
        await half.Task.Soon();
        worker.Fire("END");
        await worker.Ended();
        await firing;

        Assert.Equal(events, heard + System.DeadLetters.Count);
    }

    private static void FireAt(Worker worker, string form)
    {
        switch (form)
        {
            case "plain":
                worker.Fire("A", 1);
                break;
            case "typed":
                worker.Fire(new EventName<int>("A"), 1);
                break;
            default:
                worker.Fire(new Event("A", 1));
                break;
        }
    }

    private void AssertLetter(Worker worker, Worker sender, object? value)
    {
        var letter = Assert.IsType<DeadLetter>(value);
        Assert.Same(worker, letter.Worker);
        Assert.Same(sender, letter.Event.Target);
        Assert.Equal(("A", (object)1), (letter.Event.Name, letter.Event.Data!));
        Assert.Equal(1, System.DeadLetters.Count);
    }
}
