using Actors.TestKit;
using Xunit.Abstractions;

namespace Actors.Tests.Simulations.Planted;

/// <summary>Spec X3: a simulation finds bugs, each within its number of seeds, and finds none where there is none.</summary>
public sealed class PlantedBugTests(ITestOutputHelper output)
{
    /// <summary>Seeds that the code without the bug survives.</summary>
    private const int MendedSeeds = 500;

    public static TheoryData<PlantedBug> Bugs =>
    [
        new LostUpdate(), new MissedWakeUp(), new StopAgainstPause(), new ChildOfAnEndingParent(), new OnceListenerTwice(),
        new RejectAgainstRestart(), new DoubleResume(), new CheckThenAct(), new OrderOfTwoSenders(), new TimerCancelledTooLate(),
        new EventBeforeListener(), new ListenerLeftOverRestart(), new DropNotNoticed(), new EachAwaitsTheOther(), new PubBeforeSub(),
        new RetryDuplicates(), new StartedBeforeItIsNamed(), new SwallowedStop(), new HalfAChange(), new TimeoutTakenForAnAnswer(),
        new LeaseNotReturned(),
    ];

    [Theory]
    [MemberData(nameof(Bugs))]
    [Trait("Spec", "X3")]
    public void Explore_CodeWithABug_FindsItWithinItsSeeds(PlantedBug bug)
    {
        var found = Assert.Throws<SimulationException>(() => Simulation.Explore(bug.Seeds, bug.Broken, Options(bug)));

        output.WriteLine($"{bug}: found by seed {found.Seed}, after {found.Trace.Pieces} pieces");
        Assert.Contains(bug.Symptom, found.Reason, StringComparison.Ordinal);
        Assert.NotEmpty(found.Trace.Lines);
    }

    [Theory]
    [MemberData(nameof(Bugs))]
    [Trait("Spec", "X3")]
    public void Explore_TheSameCodeWithoutTheBug_SurvivesTheSeeds(PlantedBug bug)
    {
        var report = Simulation.Explore(MendedSeeds, bug.Mended, Options(bug));

        Assert.True(report.Orders > 1, "Every seed took the same way.");
    }

    [Theory]
    [MemberData(nameof(Bugs))]
    [Trait("Spec", "X3")]
    public void Replay_OfTheSeedThatFailed_FailsInTheSameOrder(PlantedBug bug)
    {
        var found = Assert.Throws<SimulationException>(() => Simulation.Explore(bug.Seeds, bug.Broken, Options(bug)));
        var again = Assert.Throws<SimulationException>(() => Simulation.Replay(found.Seed, bug.Broken, Options(bug)));

        Assert.Equal((found.Reason, found.Trace.Hash), (again.Reason, again.Trace.Hash));
        Assert.Equal(found.Trace.Lines, again.Trace.Lines);
    }

    private static SimulationOptions Options(PlantedBug bug) => new() { Faults = bug.Faults };
}
