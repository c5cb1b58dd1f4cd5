using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>What the tests of jobs have: workers for them.</summary>
public abstract class JobConformance : ConformanceTests
{
    /// <summary>A worker whose body stands at a wait point.</summary>
    protected Worker Idle() => System.Start(static async () => await WaitForever());

    /// <summary>A worker whose body is between wait points until it is let go.</summary>
    protected (Worker Worker, TaskCompletionSource Go) Busy()
    {
        var go = Barriers.Signal();
        return (System.Start(async () =>
        {
            await go.Task;
            await WaitForever();
        }), go);
    }
}
