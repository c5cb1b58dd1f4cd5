using Actors.TestKit;
using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Planted;

/// <summary>A child uses the variable that its parent sets from the result of <c>Start</c>: it may run before.</summary>
public sealed class StartedBeforeItIsNamed : PlantedBug
{
    public override int Seeds => 20;

    public override string Symptom => "NullReferenceException";

    protected override async Task Run(Simulation simulation, bool isMended)
    {
        Worker? child = null;
        child = Start(() =>
        {
            (isMended ? Current : child!).Fire("NEXT");
            return WaitEvent("NEXT").AsTask();
        }, Named("child"));
        await Wait(child);
    }
}
