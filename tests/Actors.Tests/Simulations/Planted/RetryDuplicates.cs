using Actors.TestKit;
using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Planted;

/// <summary>An order is sent again because its answer was late, not because it was lost.</summary>
public sealed class RetryDuplicates : PlantedBug
{
    public override int Seeds => 20;

    public override string Symptom => "ordered twice";

    protected override async Task Run(Simulation simulation, bool isMended)
    {
        var orders = new List<int>();
        var shop = Start(async () =>
        {
            Listen("ORDER", async e =>
            {
                var customer = (Worker)e.Target!;
                await Sleep(0.5 * (1 + simulation.Choose(3)) * Second);
                if (!isMended || !orders.Contains((int)e.Data!)) orders.Add((int)e.Data!);
                customer.Fire("CONFIRM");
            });
            await WaitForever();
        }, Named("shop"));
        var customer = Start(async () =>
        {
            do shop.Fire("ORDER", 42);
            while (await WaitEvent("CONFIRM", Second) is null);
        }, Named("customer"));
        await Wait(customer);
        await Sleep(10 * Second);
        Assert.True(orders.Count == 1, "ordered twice");
    }
}
