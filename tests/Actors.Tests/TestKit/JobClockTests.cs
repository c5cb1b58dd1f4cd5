using Actors.TestKit;
using Actors.Tests.Conformance;
using static Actors.CurrentWorker;

namespace Actors.Tests.TestKit;

/// <summary>Spec X2: many sleeping jobs of one worker cost the clock no more than as many sleeping workers.</summary>
[Trait("Spec", "X2")]
public sealed class JobClockTests
{
    [Fact]
    public async Task Sleep_OfTenThousandJobsInAnHour_TakesTheClockSeconds()
    {
        const int Jobs = 10_000;
        var time = new VirtualTime();
        await using var system = new WorkerSystem(new() { TimeProvider = time });
        var sleeps = 0;
        var worker = system.Start(static async () => await WaitForever());
        var jobs = Enumerable.Range(0, Jobs).Select(i => worker.StartJob(async job =>
        {
            // No two of them at once: the clock stops for each.
            for (var n = 0; n < 12; n++)
            {
                await job.Sleep(TimeSpan.FromMinutes(5) + TimeSpan.FromMicroseconds(i));
                sleeps++;
            }
        })).ToArray();

        foreach (var job in jobs) await job.Completion.Soon();

        Assert.Equal(12 * Jobs, sleeps);
        Assert.InRange(time.Elapsed, TimeSpan.FromHours(1), TimeSpan.FromHours(1.01));
    }

    [Fact]
    public async Task Clock_JobsAwaitAndStopAwaitingForeignTasks_StandsStillMeanwhile()
    {
        var time = new VirtualTime();
        await using var system = new WorkerSystem(new() { TimeProvider = time });
        var gates = Enumerable.Range(0, 3).Select(static _ => Barriers.Signal()).ToArray();
        var at = new List<TimeSpan>();
        var worker = system.Start(static async () => await WaitForever());
        var jobs = gates.Select(gate => worker.StartJob(async job =>
        {
            await job.Sleep(TimeSpan.FromMinutes(1));
            await gate.Task;
            at.Add(time.Elapsed);
            await job.Sleep(TimeSpan.FromMinutes(1));
        })).ToArray();
        var later = worker.StartJob(async job =>
        {
            await job.Sleep(TimeSpan.FromSeconds(90));
            at.Add(time.Elapsed);
        });

        foreach (var gate in gates)
        {
            await worker.AtWaitPoint();
            Assert.False(later.HasEnded);
            gate.SetResult();
        }

        foreach (var job in jobs.Append(later)) await job.Completion.Soon();
        Assert.Equal([60, 60, 60, 90], at.Select(static at => at.TotalSeconds));
    }
}
