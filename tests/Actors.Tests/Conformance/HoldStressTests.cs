using System.Globalization;
using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>The acknowledged pause under load: nothing runs in it, and nothing is lost, doubled or reordered by it.</summary>
public abstract class HoldStressTests : ConformanceTests
{
    private const int Workers = 200;
    private const int Producers = 4;

    /// <summary>Events of one producer a round.</summary>
    private const int Burst = 200;

    private int _faults;
    private volatile bool _isPaused;

    /// <summary>30 by default; the environment variable ACTORS_ROUNDS sets another number.</summary>
    private static int Rounds =>
        int.TryParse(Environment.GetEnvironmentVariable("ACTORS_ROUNDS"), CultureInfo.InvariantCulture, out var rounds) ? rounds : 30;

    [Theory]
    [InlineData(PauseTimers.RunOn)]
    [InlineData(PauseTimers.Frozen)]
    public async Task PauseAsync_UnderFourProducers_LosesDoublesAndReordersNothing(PauseTimers timers)
    {
        var (heard, seen) = (new int[Workers, Producers], new int[Workers, Producers]);
        var root = System.Start(static () => WaitForever().AsTask());
        var workers = new Worker[Workers];
        for (var i = 0; i < Workers; i++)
        {
            var index = i;
            var body = async () =>
            {
                Listen("E", e => Count(heard, index, e));

                // A deadline that never comes: its clock stops and goes on in every round.
                while (await WaitUntil(static e => e.Name is "E" or "OVER", TimeSpan.FromHours(1)) is { Name: "E" } e) Count(seen, index, e);
            };
            workers[i] = System.Start(body, new() { Parent = i < 10 ? root : workers[i / 10] });
        }

        using var bursts = new SemaphoreSlim(0);
        var rounds = Rounds;
        var sent = new int[Workers, Producers];
        var producing = Enumerable.Range(0, Producers).Select(producer => Task.Run(async () =>
        {
            var random = new Random(producer);
            for (var round = 0; round < rounds; round++)
            {
                await bursts.WaitAsync();
                for (var i = 0; i < Burst; i++)
                {
                    var index = random.Next(Workers);
                    workers[index].Fire("E", (producer, ++sent[index, producer]));
                }
            }
        })).ToArray();

        for (var round = 0; round < rounds; round++)
        {
            bursts.Release(Producers);
            var pause = await root.PauseAsync(new() { Timers = timers }).AsTask().Soon();
            _isPaused = true;
            Assert.Equal(Workers + 1, pause.Count);

            // Behind what the worker's loop has been given meanwhile.
            using (await workers[round % Workers].PauseAsync().AsTask().Soon()) _isPaused = false;
            pause.Resume();
        }

        await Task.WhenAll(producing).Soon();

        // Children first: a parent that ends stops those that have not heard it.
        foreach (var worker in workers.Reverse()) worker.Fire("OVER");
        foreach (var worker in workers) await worker.Value();

        Assert.Equal(0, _faults);
        Assert.Equal(sent.Cast<int>(), heard.Cast<int>());
        Assert.Equal(sent.Cast<int>(), seen.Cast<int>());
    }

    [Fact]
    public async Task PauseAsync_WhileChildrenStartStopAndEnd_NeverHangsAndLetsNothingRun()
    {
        for (var round = 0; round < (Rounds + 2) / 3; round++)
        {
            var root = System.Start(static () => WaitForever().AsTask());
            var nurseries = Enumerable.Range(0, 4).Select(_ => System.Start(Nursery, new() { Parent = root })).ToArray();
            for (var i = 0; i < 10; i++)
            {
                var pause = await root.PauseAsync(new() { Timers = (PauseTimers)(i % 2) }).AsTask().Soon();
                _isPaused = true;
                var late = System.Start(() => Piece(), new() { Parent = nurseries[i % 4] });
                using (await late.PauseAsync().AsTask().Soon()) _isPaused = false;
                if (i % 3 == 0 && root.Children is [.., { Children: [var child, ..] }]) child.Stop();
                pause.Resume();
                await late.Ended();
            }

            // One that is stopped while it is held, with all below it.
            var last = await root.PauseAsync().AsTask().Soon();
            nurseries[0].Stop();
            await nurseries[0].Ended();
            if (round % 2 == 0) last.Resume();
            await root.StopAsync().Soon();
            last.Resume();
        }

        Assert.Equal(0, _faults);
    }

    /// <summary>Starts children that end by themselves, a few at a time.</summary>
    private async Task Nursery()
    {
        while (true)
        {
            await Piece();
            var child = Start(async () =>
            {
                await Piece();
                Start(Piece);
                await CurrentWorker.Update();
                await Piece();
            });
            if (Current.Children.Count > 8) await Wait(child);
            else await CurrentWorker.Update();
        }
    }

    private async Task Piece()
    {
        Check();
        await Task.Yield();
        Check();
    }

    private void Check()
    {
        if (_isPaused) Interlocked.Increment(ref _faults);
    }

    private void Count(int[,] last, int index, Event e)
    {
        var (producer, number) = ((int, int))e.Data!;
        Check();
        if (number != ++last[index, producer]) Interlocked.Increment(ref _faults);
    }
}
