using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Clauses;

/// <summary>Jobs under pause, resume, cancel, throw and the end of their worker, in every order (spec J3).</summary>
[Trait("Spec", "X3")]
[Trait("Spec", "J3")]
public sealed class JobClauses
{
    [Fact]
    public void Control_AgainstStepsAndTheEnd_EndsEachJobOnceInAStateOfItsHistory() => Clause.Holds(static async simulation =>
    {
        var (ends, thrown) = (new List<(Job, string)>(), new HashSet<Job>());
        var worker = Start(static () => WaitForever().AsTask(), Clause.Named("worker"));
        foreach (var name in new[] { JobEvents.Done, JobEvents.Error, JobEvents.Cancel }) worker.Listen(name, e => ends.Add((e.Data, e.Name)));
        var jobs = Enumerable.Range(0, 3).Select(i => worker.StartJob(
            async job =>
            {
                for (var n = 0; n < 2; n++)
                {
                    await CurrentWorker.Update();
                    await job.Sleep(i * Clause.Second);
                }
            },
            new() { LogFailures = false })).ToArray();
        var controls = Clause.TwoNames.Select(name => Start(
            async () =>
            {
                for (var n = 0; n < 4; n++)
                {
                    var job = jobs[simulation.Choose(jobs.Length)];
                    switch (simulation.Choose(4))
                    {
                        case 0:
                            job.Pause();
                            break;
                        case 1:
                            job.Resume();
                            break;
                        case 2:
                            job.Cancel();
                            break;
                        default:
                            thrown.Add(job);
                            job.Throw(new InvalidDataException());
                            break;
                    }

                    await CurrentWorker.Update();
                }
            },
            Clause.Named(name))).ToArray();
        var stopsEarly = simulation.Choose(2) == 0;
        if (stopsEarly)
        {
            await CurrentWorker.Update();
            worker.Stop();
        }

        foreach (var control in controls) await Wait(control);
        foreach (var job in jobs) job.Resume();
        foreach (var job in jobs) await Wait(job.Completion);
        await Wait(worker.Stop());

        Assert.Equal(jobs.Length, ends.Count);
        foreach (var job in jobs)
        {
            Assert.Contains((job, job.State switch { JobState.Completed => "JOB_DONE", JobState.Cancelled => "JOB_CANCEL", _ => "JOB_ERROR" }), ends);
            if (job.State == JobState.Cancelled) Assert.True(job.IsCancelling);
            if (job.State == JobState.Faulted) Assert.Contains(job, thrown);
            if (!stopsEarly && !job.IsCancelling && !thrown.Contains(job)) Assert.Equal(JobState.Completed, job.State);
        }
    });
}
