using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Clauses;

/// <summary>Restarts by hand and by policy, in every order (spec L2, L11, C7).</summary>
[Trait("Spec", "X3")]
public sealed class RestartClauses
{
    [Fact]
    [Trait("Spec", "L2")]
    public void RestartAsync_AskedForInAFlow_StaysInIt() => Clause.Holds(static async _ =>
    {
        var runs = 0;
        var server = Start(async () =>
        {
            runs++;
            await WaitForever();
        }, Clause.Named("server"));
        var restarts = Start(() => server.RestartAsync(), Clause.Named("restarts"));
        Start(static () => WaitForever().AsTask());
        await Wait(restarts);
        await Sleep(Clause.Second);
        Assert.Equal((2, WorkerState.Running), (runs, server.State));
    });
}
