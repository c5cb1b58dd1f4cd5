using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Clauses;

/// <summary>Nothing that a scope started outlives it, in every order.</summary>
[Trait("Spec", "X3")]
public sealed class ScopeClauses
{
    [Theory]
    [InlineData(ScopeFailure.StopOthers)]
    [InlineData(ScopeFailure.WaitForAll)]
    [InlineData(ScopeFailure.Collect)]
    public void Join_OfWorkersThatMayFail_TellsOfTheFailures(ScopeFailure mode) => Clause.Holds(async simulation =>
    {
        var failures = new List<Exception>();
        var scope = Worker.Scope(new() { OnFailure = mode });
        await using (scope)
        {
            var workers = Enumerable.Range(0, 4).Select(i => scope.Start(async () =>
            {
                await Sleep((1 + simulation.Choose(3)) * Clause.Second);
                if (simulation.Choose(3) > 0) return;
                failures.Add(new InvalidDataException($"bad {i}"));
                throw failures[^1];
            }, new() { LogFailures = false })).ToArray();

            Exception? thrown = null;
            try
            {
                var results = await scope.Join();
                Assert.Equal(4, results.Count);
                Assert.Equal(failures.Count, results.Count(static result => result.Error is not null));
            }
            catch (Exception error) when (error is InvalidDataException or AggregateException)
            {
                thrown = error;
            }

            Assert.All(workers, static worker => Assert.False(worker.IsRunning));
            switch (mode)
            {
                case ScopeFailure.StopOthers:
                    Assert.Equal(failures.Count > 0, thrown is not null);
                    if (thrown is not null) Assert.Contains(thrown, failures);
                    break;
                case ScopeFailure.WaitForAll:
                    Assert.Equal(failures.Count, (thrown as AggregateException)?.InnerExceptions.Count ?? 0);
                    break;
                default:
                    Assert.Null(thrown);
                    break;
            }
        }

        Assert.False(scope.Worker.IsRunning);
    });

    [Fact]
    public void DisposeAsync_OfABlockThatIsLeft_StopsAllItStarted() => Clause.Holds(static async simulation =>
    {
        var workers = new List<Worker>();
        var block = Start(async () =>
        {
            await using var scope = Worker.Scope();
            for (var i = 0; i < 3; i++)
            {
                workers.Add(scope.Start(async () =>
                {
                    try
                    {
                        await WaitForever();
                    }
                    finally
                    {
                        await Sleep(simulation.Choose(3) * Clause.Second);
                    }
                }));
                await CurrentWorker.Update();
            }

            if (simulation.Choose(2) == 0) await WaitForever();
        });
        for (var n = simulation.Choose(10); n > 0; n--) await CurrentWorker.Update();
        var result = await Wait(block.Stop());
        Assert.NotEqual(WorkerState.Faulted, result.State);
        Assert.All(workers, static worker => Assert.Equal(WorkerState.Stopped, worker.State));
    });

    [Fact]
    public void Join_AtItsTimeout_EndsAllInTimeOrNamesWhoDidNot() => Clause.Holds(static async simulation =>
    {
        await using var scope = Worker.Scope(new() { Timeout = Clause.Second });
        var workers = Enumerable.Range(0, 3)
            .Select(_ => scope.Start(() => Sleep(simulation.Choose(4) * Clause.Second / 2).AsTask()))
            .ToArray();
        try
        {
            await scope.Join();
            Assert.All(workers, static worker => Assert.Equal(WorkerState.Completed, worker.State));
        }
        catch (TimeoutException error)
        {
            Assert.Contains("took longer than", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(": 0 of its", error.Message, StringComparison.Ordinal);
        }

        Assert.All(workers, static worker => Assert.False(worker.IsRunning));
    });
}
