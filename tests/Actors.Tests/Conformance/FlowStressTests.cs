using System.Globalization;
using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec F1 under load: everything that can enter a flow does, from many threads at once.</summary>
public abstract class FlowStressTests : ConformanceTests
{
    private const int Producers = 8;
    private const int Each = 12;
    private const int Children = 4;
    private const int Loops = 6;

    /// <summary>What one producer's turn of each kind runs: a sync listener, an async one in three pieces, a callback, a timer.</summary>
    private const int PiecesOfProducers = Producers * Each * (1 + 3 + 1 + 1);

    private const int PiecesOfChildren = Children;
    private const int PiecesOfLoops = 2 * Loops * 4;
    private const int AllPieces = PiecesOfProducers + PiecesOfChildren + PiecesOfLoops;

    /// <summary>200 by default; the environment variable ACTORS_ROUNDS sets another number.</summary>
    private static int Rounds =>
        int.TryParse(Environment.GetEnvironmentVariable("ACTORS_ROUNDS"), CultureInfo.InvariantCulture, out var rounds) ? rounds : 200;

    [Fact]
    [Trait("Spec", "F1")]
    public async Task Pieces_FromEverySideAtOnce_NeverOverlapAndNoneIsLost()
    {
        for (var round = 0; round < Rounds; round++) await Round(new OverlapDetector());
    }

    private async Task Round(OverlapDetector inside)
    {
        var last = new int[Producers];
        var outOfOrder = 0;
        var ready = Barriers.Signal();
        var all = Barriers.Signal();

        void Piece()
        {
            if (inside.Piece() == AllPieces) all.SetResult();
        }

        var worker = System.Start(async () =>
        {
            Listen("SYNC", e =>
            {
                var (producer, number) = ((int, int))e.Data!;
                if (number != ++last[producer]) outOfOrder++;
                Piece();
            });
            Listen("ASYNC", async _ =>
            {
                Piece();
                await Task.Yield();
                Piece();
                await CurrentWorker.Update();
                Piece();
            });
            Listen(WorkerEvents.ChildDone, _ => Piece());
            for (var i = 0; i < Children; i++) Start(ChildBody);
            ready.SetResult();

            async Task Loop()
            {
                for (var i = 0; i < Loops; i++)
                {
                    Piece();
                    await Task.Yield();
                    Piece();
                    await Task.Run(static () => { });
                    Piece();
                    await CurrentWorker.Update();
                    Piece();
                }
            }

            await Task.WhenAll(Loop(), Loop());
            await Wait(all.Task);
        });
        await ready.Task;

        await Task.WhenAll(Enumerable.Range(0, Producers).Select(producer => Task.Run(() => Produce(worker, producer, Piece))));
        Time.Advance(TimeSpan.FromSeconds(Each));
        await worker.Value();

        Assert.Equal(0, inside.Overlaps);
        Assert.Equal(0, outOfOrder);
        Assert.Equal(AllPieces, inside.Pieces);
    }

    private static async Task ChildBody()
    {
        await Task.Yield();
        await CurrentWorker.Update();
    }

    private void Produce(Worker worker, int producer, Action piece)
    {
        for (var i = 1; i <= Each; i++)
        {
            worker.Fire("SYNC", (producer, i));
            worker.Fire("ASYNC");
            worker.Later(piece);
            worker.Later(piece, TimeSpan.FromSeconds(i));

            // One hand moves the clock, while the others fire.
            if (producer == 0) Time.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
