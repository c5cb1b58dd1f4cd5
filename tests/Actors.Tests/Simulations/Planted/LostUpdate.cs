using Actors.TestKit;
using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Planted;

/// <summary>Two workers change one variable that belongs to neither: read before a wait point, written behind it.</summary>
public sealed class LostUpdate : PlantedBug
{
    public override int Seeds => 20;

    public override string Symptom => "Expected: 4";

    protected override async Task Run(Simulation simulation, bool isMended)
    {
        var total = 0;
        var owner = Start(async () =>
        {
            Listen("ADD", _ => total++);
            await WaitForever();
        }, Named("owner"));

        async Task AddTwice()
        {
            for (var i = 0; i < 2; i++)
            {
                if (isMended)
                {
                    owner.Fire("ADD");
                    continue;
                }

                var read = total;
                await Update();
                total = read + 1;
            }
        }

        var (a, b) = (Start(AddTwice, Named("a")), Start(AddTwice, Named("b")));
        await Wait(a);
        await Wait(b);
        await Sleep(Second);
        Assert.Equal(4, total);
    }
}
