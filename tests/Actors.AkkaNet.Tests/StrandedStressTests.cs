using System.Globalization;
using Actors.Tests.Conformance;
using Akka.Actor;
using static Actors.CurrentWorker;

namespace Actors.Tests.AkkaNet;

/// <summary>Actors that are stopped while many threads fire at their workers.</summary>
public sealed class StrandedStressTests : AkkaTests
{
    private const int Count = 8;
    private const int Threads = 3;
    private const int Each = 3000;

    /// <summary>20 by default; the environment variable ACTORS_ROUNDS sets another number.</summary>
    private static int Rounds =>
        int.TryParse(Environment.GetEnvironmentVariable("ACTORS_ROUNDS"), CultureInfo.InvariantCulture, out var rounds) ? rounds : 20;

    [Fact]
    [Trait("Spec", "E8")]
    public async Task Fire_WhileActorsAreStopped_LosesNothingAndEveryRunEnds()
    {
        for (var round = 0; round < Rounds; round++) await RunAsync(new Random(round));
    }

    private async Task RunAsync(Random random)
    {
        var (heard, cleaned, rejected) = (0, 0, Workers.DeadLetters.Count);
        var workers = new Worker[Count];
        for (var i = 0; i < Count; i++)
        {
            var worker = workers[i] = Workers.Create(async () =>
            {
                try
                {
                    await WaitForever();
                }
                finally
                {
                    await Wait(Task.Run(static () => { }));
                    Interlocked.Increment(ref cleaned);
                }
            });
            worker.Listen("N", _ => Interlocked.Increment(ref heard));
            worker.Start();
        }

        var firing = Enumerable.Range(0, Threads).Select(_ => Barriers.OnPlainThread(() =>
        {
            for (var i = 0; i < Each; i++)
            {
                foreach (var worker in workers) worker.Fire("N");
            }
        })).ToArray();
        foreach (var worker in workers)
        {
            Thread.SpinWait(random.Next(20_000));
            StopActor(worker, random.Next(4));
        }

        await Task.WhenAll(firing).Soon();
        foreach (var worker in workers) Assert.Equal(WorkerState.Stopped, (await worker.Ended()).State);
        Assert.Equal(Count, cleaned);
        Assert.Equal(Count * Threads * Each, heard + Workers.DeadLetters.Count - rejected);
    }

    private void StopActor(Worker worker, int how)
    {
        var actor = worker.ActorRef();
        if (how == 0) worker.Stop();
        if (how == 1) ((IInternalActorRef)actor).Restart(new InvalidOperationException("Restart"));
        if (how <= 1) Sys.Stop(actor);
        else actor.Tell(how == 2 ? PoisonPill.Instance : Kill.Instance, ActorRefs.NoSender);
    }
}
