using Actors.TestKit;
using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Planted;

/// <summary>Who is stopped while it holds the one lease does not give it back.</summary>
public sealed class LeaseNotReturned : PlantedBug
{
    public override int Seeds => 200;

    public override string Symptom => "is still taken";

    public override SimulationFaults Faults => SimulationFaults.Stops;

    protected override async Task Run(Simulation simulation, bool isMended)
    {
        var isTaken = false;

        async Task Use()
        {
            while (isTaken) await Sleep(Second);
            isTaken = true;
            try
            {
                await Sleep(Second);
                isTaken = false;
            }
            finally
            {
                if (isMended) isTaken = false;
            }
        }

        var users = Enumerable.Range(0, 3).Select(i => Start(Use, Named($"user-{i}"))).ToArray();
        await Sleep(60 * Second);
        Assert.False(isTaken, "the lease is still taken");
        foreach (var user in users) await Wait(user);
    }
}
