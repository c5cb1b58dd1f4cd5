using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance.Faults;

/// <summary>Whatever foreign code throws where the loop calls it: the process lives, the run ends, and the parent hears of it.</summary>
public abstract class ForeignCodeTests : ConformanceTests
{
    [Theory]
    [InlineData(nameof(ILogger.Log))]
    [InlineData(nameof(ILogger.IsEnabled))]
    [InlineData(nameof(Exception.ToString))]
    [Trait("Spec", "L10")]
    public async Task Body_ThrowsWhileTheLogThrows_TheRunEndsFaultedAndItsParentHears(string call)
    {
        await using var system = CreateSystem(new WorkerSystemOptions { TimeProvider = Engine.Clock, LoggerFactory = new FaultyLogger(call) });
        var (parent, heard) = Parent(system);
        var error = call == nameof(Exception.ToString) ? new HostileException() : (Exception)new IOException("The body's.");
        var child = system.Start(
            async () =>
            {
                await Sleep(Second);
                throw error;
            },
            new WorkerOptions { Parent = parent });
        await child.AtWaitPoint();

        Time.Advance(Second);

        Assert.Same(error, await heard.Task.Soon());
        Assert.Equal(WorkerState.Faulted, (await child.Ended()).State);
        await system.StopAsync().Soon();
    }

    [Theory]
    [InlineData(nameof(ILogger.Log))]
    [InlineData(nameof(ILogger.IsEnabled))]
    [Trait("Spec", "E5")]
    public async Task Listener_ThrowsWhileTheLogThrows_TheWorkerGoesOn(string call)
    {
        await using var system = CreateSystem(new WorkerSystemOptions { TimeProvider = Engine.Clock, LoggerFactory = new FaultyLogger(call) });
        var worker = system.Start();
        worker.Listen("E", new Action<Event>(static _ => throw new IOException("The listener's.")));
        var next = Barriers.Signal();
        worker.Listen("NEXT", _ => next.SetResult());

        worker.Fire("E");
        worker.Fire("NEXT");

        await next.Task.Soon();
        Assert.Equal(WorkerState.Running, worker.State);
    }

    [Fact]
    [Trait("Spec", "L10")]
    public async Task Status_OfAWorkerWhoseErrorHasNoText_SaysWhichErrorItIs()
    {
        var parent = System.Start();
        var isRestarting = Barriers.Signal();
        parent.Listen(WorkerEvents.ChildRestart, _ => isRestarting.SetResult());
        var worker = System.Start(
            static () => throw new HostileException(),
            new WorkerOptions { Parent = parent, Restart = RestartPolicy.OnFailure, LogFailures = false });
        await isRestarting.Task.Soon();

        var status = worker.Status.ToString();

        Assert.Contains(nameof(HostileException), status, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [Trait("Spec", "W6")]
    public async Task Sleep_WhenTheClockFails_ThrowsThatAtTheWaitAndTheParentHears(bool failsToTell, bool failsToArm)
    {
        var clock = new FaultyClock(Engine.Clock);
        await using var system = CreateSystem(OptionsOf(clock));
        var (parent, heard) = Parent(system);
        var cleanedUp = Barriers.Signal();
        var child = system.Start(
            async () =>
            {
                try
                {
                    await WaitEvent("GO");
                    await Sleep(Second);
                }
                finally
                {
                    cleanedUp.SetResult();
                }
            },
            new WorkerOptions { Parent = parent });
        await child.AtWaitPoint();
        (clock.FailsToTell, clock.FailsToArm) = (failsToTell, failsToArm);

        child.Fire("GO");

        await cleanedUp.Task.Soon();
        Assert.IsType<InvalidTimeZoneException>(await heard.Task.Soon());
        Assert.Equal(WorkerState.Faulted, (await child.Ended()).State);
        (clock.FailsToTell, clock.FailsToArm) = (false, false);
    }

    [Fact]
    [Trait("Spec", "W2")]
    public async Task Sleep_WhenTheClockFailsAsItFallsDue_EndsOnceTheClockAnswersAgain()
    {
        var clock = new FaultyClock(Engine.Clock);
        await using var system = CreateSystem(OptionsOf(clock));
        var worker = system.Start(static async () => await Sleep(Second));
        await worker.AtWaitPoint();
        clock.FailsToTell = true;
        Time.Advance(Second);
        clock.FailsToTell = false;
        Assert.Equal(WorkerState.Running, worker.State);

        Time.Advance(Second);

        Assert.Equal(WorkerState.Completed, (await worker.Ended()).State);
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task Restart_WhenTheClockFails_TheRunEndsFaultedAndItsParentHears()
    {
        var clock = new FaultyClock(Engine.Clock);
        await using var system = CreateSystem(OptionsOf(clock));
        var (parent, heard) = Parent(system);
        var child = system.Start(
            async () =>
            {
                await WaitEvent("GO");
                clock.FailsToTell = true;
                throw new IOException("The body's.");
            },
            new WorkerOptions { Parent = parent, Restart = RestartPolicy.OnFailure });
        await child.AtWaitPoint();

        child.Fire("GO");

        Assert.IsType<IOException>(await heard.Task.Soon());
        Assert.Equal(WorkerState.Faulted, (await child.Ended()).State);
        Assert.Contains(Log.Entries, entry => entry is { Id: 16, Error: InvalidTimeZoneException } && entry.Text.Contains(child.Path, StringComparison.Ordinal));
        clock.FailsToTell = false;
    }

    [Fact]
    [Trait("Spec", "L8")]
    [SuppressMessage("Reliability", "CA2012", Justification = "The raw continuation is what is tested.")]
    public async Task Loop_FailsInAnItem_TheBodyCleansUpAndTheRunEndsFaulted()
    {
        var (parent, heard) = Parent(System);
        var error = new IOException("A continuation's.");
        var cleanedUp = false;
        var child = System.Start(
            async () =>
            {
                // Not by await: a raw continuation's error is no task's.
                var awaiter = WaitEvent("GO").GetAwaiter();
                awaiter.UnsafeOnCompleted(() => throw error);
                try
                {
                    await WaitForever();
                }
                finally
                {
                    await Update();
                    cleanedUp = true;
                }
            },
            new WorkerOptions { Parent = parent });
        await child.AtWaitPoint();

        child.Fire("GO");

        Assert.Same(error, await heard.Task.Soon());
        var result = await child.Ended();
        Assert.Equal((WorkerState.Faulted, error, true), (result.State, result.Error, cleanedUp));
        Assert.Contains(Log.Entries, entry => entry.Id == 16 && entry.Error == error && entry.Text.Contains(child.Path, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Spec", "E10")]
    public async Task FireLatest_TheKeyThrows_TheSenderGetsItAndTheWorkerGoesOn(bool isBounded)
    {
        var worker = System.Start(new WorkerOptions { Mailbox = isBounded ? new MailboxOptions { Capacity = 10 } : MailboxOptions.Unbounded });
        var heard = new List<object?>();
        worker.Listen("PRICE", e => heard.Add(e.Data));
        using var release = new ManualResetEventSlim();
        worker.Later(release.Wait);
        var key = new HostileKey();
        worker.FireLatest("PRICE", 1, key);
        worker.FireLatest("PRICE", 2, new HostileKey { IsHostile = true, Hash = 1 });

        key.IsHostile = true;
        Assert.Throws<NotSupportedException>(() => worker.FireLatest("PRICE", 3, new HostileKey()));
        release.Set();
        await worker.AtWaitPoint();

        Assert.Equal([1, 2], heard);
        Assert.Equal(WorkerState.Running, worker.State);
    }

    [Fact]
    [Trait("Spec", "F6")]
    public async Task Context_RefusesATurn_TheCodeRunsOnItsThreadAllTheSame()
    {
        using var thread = new ContextThread();
        var context = new RefusingContext(thread);
        var worker = System.Start(new WorkerOptions { Dispatcher = WorkerDispatcher.For(context) });
        var ran = Barriers.Signal<int>();
        worker.Listen("E", _ => ran.SetResult(Environment.CurrentManagedThreadId));
        await worker.AtWaitPoint();
        context.Refuses = 2;

        worker.Fire("E");

        Assert.Equal(thread.ThreadId, await ran.Task.Soon());
        Assert.Contains(Log.Entries, entry => entry.Id == 18 && entry.Text.Contains(worker.Path, StringComparison.Ordinal));
        await worker.StopAsync().Soon();
    }

    [Fact]
    [Trait("Spec", "C6")]
    public async Task Context_IsGoneForGood_TheWorkerStillStops()
    {
        using var thread = new ContextThread();
        var context = new RefusingContext(thread);
        var worker = System.Start(static async () => await WaitForever(), new WorkerOptions { Dispatcher = WorkerDispatcher.For(context) });
        await worker.AtWaitPoint();
        context.Refuses = int.MaxValue;
        worker.Fire("E");

        var result = await worker.StopAsync().Soon();

        Assert.Equal(WorkerState.Stopped, result.State);
    }

    private WorkerSystemOptions OptionsOf(TimeProvider clock) => new()
    {
        TimeProvider = clock,
        LoggerFactory = LoggerFactory.Create(builder => builder.AddProvider(Log).SetMinimumLevel(LogLevel.Trace)),
    };

    private static (Worker Parent, TaskCompletionSource<Exception?> Heard) Parent(WorkerSystem system)
    {
        var parent = system.Start();
        var heard = Barriers.Signal<Exception?>();
        parent.Listen(WorkerEvents.ChildError, e => heard.TrySetResult((Exception?)e.Data));
        return (parent, heard);
    }

    private sealed class HostileKey
    {
        public bool IsHostile { get; set; }

        public int Hash { get; init; }

        public override bool Equals(object? obj) =>
            IsHostile || obj is HostileKey { IsHostile: true } ? throw new NotSupportedException("No comparing.") : ReferenceEquals(this, obj);

        public override int GetHashCode() => Hash;
    }
}
