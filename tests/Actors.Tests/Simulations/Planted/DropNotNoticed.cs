using Actors.TestKit;
using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Planted;

/// <summary>A bounded mailbox drops what it was told to drop, and the sender waits for an answer to each.</summary>
public sealed class DropNotNoticed : PlantedBug
{
    public override int Seeds => 20;

    public override string Symptom => "nothing can happen any more";

    protected override async Task Run(Simulation simulation, bool isMended)
    {
        var mode = isMended ? MailboxFullMode.Wait : MailboxFullMode.DropOldest;
        var server = Start(async () =>
        {
            Listen("ASK", static e => ((Worker)e.Target!).Fire("ANSWER"));
            await WaitForever();
        }, new() { Name = "server", Mailbox = new MailboxOptions { Capacity = 2, FullMode = mode } });
        var client = Start(async () =>
        {
            var answers = 0;
            Listen("ANSWER", _ => answers++);
            for (var i = 0; i < 4; i++)
            {
                await server.FireAsync("ASK");
                await Update();
            }

            while (answers < 4) await WaitEvent("ANSWER");
        }, Named("client"));
        await Wait(client);
    }
}
