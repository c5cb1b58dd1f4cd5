using Actors.Engines;
using Actors.Tests.Conformance;

namespace Actors.Tests.Engines;

/// <summary>What a thread keeps for itself, and how it comes to the thread pool all the same.</summary>
/// <remarks>Each test has a thread of its own, which has kept nothing before. Where something must stay kept, the watch is held off.</remarks>
public sealed class NextTurnTests
{
    [Fact]
    public Task TryKeep_OutsideATurn_KeepsNothing() => OnOwnThread(static _ =>
    {
        Assert.False(NextTurn.TryKeep(new Turn(static () => { })));
        Assert.False(NextTurn.IsInTurn);
    });

    [Fact]
    public Task TryKeep_InATurnBehindWhichNobodyServes_KeepsNothing() => OnOwnThread(static next =>
    {
        var outer = next.EnterTurn();

        Assert.True(NextTurn.IsInTurn);
        Assert.False(NextTurn.TryKeep(new Turn(static () => { })));
        next.LeaveTurn(outer);
        Assert.False(NextTurn.IsInTurn);
    });

    [Fact]
    public Task TryKeep_BehindATurn_KeepsNothing() => OnOwnThread(static next =>
    {
        Assert.True(next.Begin());
        next.LeaveTurn(next.EnterTurn());

        Assert.False(NextTurn.TryKeep(new Turn(static () => { })));
        next.Serve();
    });

    [Fact]
    public Task Serve_AfterATurnThatWokeAnother_TakesItOnTheSameThread() => Unwatched(static next =>
    {
        var thread = 0;
        Assert.True(next.Begin());
        WakeInATurn(next, new Turn(() => thread = Environment.CurrentManagedThreadId));
        Assert.False(next.Begin());
        next.Serve();

        Assert.Equal(Environment.CurrentManagedThreadId, thread);
        Assert.False(next.HasKept);
        Assert.True(next.Begin());
    });

    [Fact]
    public Task Serve_OneThatWasWokenByAContextsCode_LeavesItNoContext() => Unwatched(static next =>
    {
        var context = new SynchronizationContext();
        Assert.True(next.Begin());
        WakeInATurn(next, new Turn(() => context = SynchronizationContext.Current));
        SynchronizationContext.SetSynchronizationContext(context);
        next.Serve();

        Assert.Null(context);
    });

    [Fact]
    public Task TryKeep_ASecondOne_GivesTheFirstToThePool() => Unwatched(static next =>
    {
        using var first = new ManualResetEventSlim();
        var thread = 0;
        Assert.True(next.Begin());
        var outer = next.EnterTurn();
        Assert.True(NextTurn.TryKeep(new Turn(first.Set)));
        Assert.True(NextTurn.TryKeep(new Turn(() => thread = Environment.CurrentManagedThreadId)));
        WaitFor(first);
        next.LeaveTurn(outer);
        next.Serve();

        Assert.Equal(Environment.CurrentManagedThreadId, thread);
    });

    [Fact]
    public Task TryKeep_AndThenCodeThatBlocksUntilItWasTaken_IsSeenByTheWatch() => OnOwnThread(static next =>
    {
        using var taken = new ManualResetEventSlim();
        Assert.True(next.Begin());
        var outer = next.EnterTurn();
        Assert.True(NextTurn.TryKeep(new Turn(taken.Set)));
        WaitFor(taken);
        next.LeaveTurn(outer);
        next.Serve();
    });

    [Fact]
    public Task TryKeep_InATurnThatWentOnForLongBehindAnother_KeepsNothing() => OnOwnThread(static next =>
    {
        Assert.True(next.Begin());
        next.EnterTurn();
        Assert.True(NextTurn.TryKeep(new Turn(static () => { })));
        next.GiveAwayLate();

        Assert.False(NextTurn.TryKeep(new Turn(static () => { })));
        Assert.False(next.HasKept);
    });

    [Fact]
    public Task TryKeep_OfOneOfMany_KeepsNothing() => OnOwnThread(static next =>
    {
        Assert.True(next.Begin());
        next.EnterTurn();
        var outer = next.BeginMany();

        Assert.False(NextTurn.TryKeep(new Turn(static () => { })));
        next.LeaveTurn(outer);
        Assert.Equal(TurnMode.Keeping, next.Mode);
    });

    [Fact]
    public Task GiveAwayLate_OneThatIsKept_KeepsNoneForAWhile() => OnOwnThread(static next =>
    {
        using var taken = new ManualResetEventSlim();
        Assert.True(next.Begin());
        WakeInATurn(next, new Turn(taken.Set));
        next.GiveAwayLate();
        WaitFor(taken);

        var without = 0;
        while (next.EnterTurn() == TurnMode.None && next.Mode == TurnMode.Plain)
        {
            Assert.False(NextTurn.TryKeep(new Turn(static () => { })));
            next.LeaveTurn(TurnMode.None);
            without++;
        }

        Assert.Equal(999, without);
        Assert.Equal(TurnMode.Keeping, next.Mode);
    });

    [Fact]
    public Task Serve_TurnsThatWakeOneAnotherWithoutEnd_LetOthersThatWaitGoFirst() => Unwatched(static next =>
    {
        using var elsewhere = new ManualResetEventSlim();
        var (thread, inARow) = (Environment.CurrentManagedThreadId, 0);
        Assert.True(next.Begin());
        Wake();
        next.Serve();
        WaitFor(elsewhere);

        Assert.Equal(63, inARow % 64);

        void Wake() => WakeInATurn(NextTurn.OfThisThread, new Turn(() =>
        {
            if (Environment.CurrentManagedThreadId != thread)
            {
                elsewhere.Set();
                return;
            }

            // More than the pool's other threads get done meanwhile. Not for ever: a thread that never gave way would hold the watch.
            for (var i = 0; i < 4; i++) ThreadPool.UnsafeQueueUserWorkItem(static _ => { }, null);
            if (inARow++ < 64_000) Wake();
        }));
    });

    private static void WakeInATurn(NextTurn next, Turn turn)
    {
        var outer = next.EnterTurn();
        Assert.True(NextTurn.TryKeep(turn));
        next.LeaveTurn(outer);
    }

    private static void WaitFor(ManualResetEventSlim signal) => Assert.True(signal.Wait(TimeSpan.FromMinutes(3)));

    private static Task OnOwnThread(Action<NextTurn> code) => Barriers.OnPlainThread(() => code(NextTurn.OfThisThread)).Soon();

    /// <summary>As <see cref="OnOwnThread"/>, while nothing that is kept is given away for the time that it takes.</summary>
    private static Task Unwatched(Action<NextTurn> code) => OnOwnThread(next =>
    {
        lock (NextTurnWatch.Gate) code(next);
    });

    private sealed class Turn(Action code) : IThreadPoolWorkItem
    {
        public void Execute() => code();
    }
}
