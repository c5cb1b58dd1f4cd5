using Actors.Engines;
using Actors.Tests.Conformance;

namespace Actors.Tests.Engines;

/// <summary>What a thread keeps for itself, and how it comes to the thread pool all the same.</summary>
/// <remarks>Each test has a thread of its own, which has kept nothing before.</remarks>
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
    public Task Serve_AfterATurnThatWokeAnother_TakesItOnTheSameThread() => OnOwnThread(static next =>
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
    public Task Serve_OneThatWasWokenByAContextsCode_LeavesItNoContext() => OnOwnThread(static next =>
    {
        var context = new SynchronizationContext();
        Assert.True(next.Begin());
        WakeInATurn(next, new Turn(() => context = SynchronizationContext.Current));
        SynchronizationContext.SetSynchronizationContext(context);
        next.Serve();

        Assert.Null(context);
    });

    [Fact]
    public Task TryKeep_ASecondOne_GivesTheFirstToThePool() => OnOwnThread(static next =>
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
    public Task Serve_TurnsThatWakeOneAnotherWithoutEnd_GoThroughThePool() => OnOwnThread(static next =>
    {
        using var elsewhere = new ManualResetEventSlim();
        var (thread, inARow) = (Environment.CurrentManagedThreadId, 0);
        Assert.True(next.Begin());
        Wake();
        next.Serve();
        WaitFor(elsewhere);

        Assert.InRange(inARow, 2, 1000);

        void Wake() => WakeInATurn(NextTurn.OfThisThread, new Turn(() =>
        {
            if (Environment.CurrentManagedThreadId != thread)
            {
                elsewhere.Set();
                return;
            }

            inARow++;
            Wake();
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

    private sealed class Turn(Action code) : IThreadPoolWorkItem
    {
        public void Execute() => code();
    }
}
