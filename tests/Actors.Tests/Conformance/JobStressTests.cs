using System.Collections.Concurrent;
using System.Globalization;
using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec J3 under load: whatever threads do to jobs, each ends once, and none hangs.</summary>
public abstract class JobStressTests : ConformanceTests
{
    private const int Threads = 4;
    private const int Jobs = 1_000;

    private static readonly JobOptions Quiet = new() { LogFailures = false };

    /// <summary>3 by default; the environment variable ACTORS_ROUNDS sets another number.</summary>
    private static int Rounds =>
        int.TryParse(Environment.GetEnvironmentVariable("ACTORS_ROUNDS"), CultureInfo.InvariantCulture, out var rounds) ? rounds : 3;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Spec", "J3")]
    public async Task Control_FromManyThreads_EachJobEndsOnceAsItsHistoryAllows(bool stopsMeanwhile)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (worker, gate) = (System.Start(static async () => await WaitForever()), Barriers.Signal());
            var heard = Hear(worker);
            var jobs = Enumerable.Range(0, Jobs).Select(i => worker.StartJob(job => Steps(job, i, gate.Task), Quiet)).ToArray();
            var thrown = new int[Jobs];
            var seed = round * (Threads + 1);
            var controls = Enumerable.Range(1, Threads).Select(thread => Barriers.OnPlainThread(() => Control(jobs, thrown, new Random(seed + thread)))).ToArray();
            if (stopsMeanwhile)
            {
                Thread.SpinWait(new Random(seed).Next(100_000));
                worker.Stop();
            }

            await Task.WhenAll(controls);
            foreach (var job in jobs) job.Resume();
            gate.SetResult();
            foreach (var job in jobs) await job.Completion.Soon();
            worker.Stop();
            await worker.Ended();

            for (var i = 0; i < Jobs; i++)
            {
                CheckNotes(jobs[i], heard[jobs[i]]);
                CheckEnd(jobs[i], i, thrown[i], stopsMeanwhile);
            }
        }
    }

    [Fact]
    [Trait("Spec", "J3")]
    public async Task StartJob_AgainstTheEndOfItsWorker_IsRefusedOrHeardFromStartToEnd()
    {
        for (var round = 0; round < Rounds * 20; round++)
        {
            var worker = System.Start(static async () => await WaitForever());
            var heard = Hear(worker);
            var started = new ConcurrentQueue<Job>();
            using var start = new Barrier(3);
            await Task.WhenAll(
                Barriers.OnPlainThread(() => StartMany()),
                Barriers.OnPlainThread(() => StartMany()),
                Barriers.OnPlainThread(() =>
                {
                    start.SignalAndWait();
                    worker.Stop();
                }));
            await worker.Ended();

            foreach (var job in started)
            {
                Assert.Equal(JobState.Cancelled, await job.Completion.Soon());
                Assert.Equal(["JOB_START", "JOB_CANCEL"], heard[job]);
            }

            void StartMany()
            {
                start.SignalAndWait();
                try
                {
                    for (var i = 0; i < 500; i++) started.Enqueue(worker.StartJob(static async _ => await WaitForever()));
                }
                catch (InvalidOperationException)
                {
                    // The worker takes no jobs any more.
                }
            }
        }
    }

    private static async Task<int> Steps(Job job, int number, Task gate)
    {
        for (var step = 0; step < 8; step++)
        {
            switch ((number + step) % 3)
            {
                case 0:
                    await Update();
                    break;
                case 1:
                    await Task.Yield();
                    break;
                default:
                    await job.Wait(Task.CompletedTask);
                    break;
            }
        }

        await job.Wait(gate);
        return number;
    }

    private static void Control(Job[] jobs, int[] thrown, Random random)
    {
        for (var n = 0; n < jobs.Length; n++)
        {
            var i = random.Next(jobs.Length);
            switch (random.Next(IsSpared(i) ? 4 : 6))
            {
                case 0 or 1:
                    jobs[i].Pause();
                    break;
                case 2 or 3:
                    jobs[i].Resume();
                    break;
                case 4:
                    jobs[i].Cancel();
                    break;
                default:
                    Interlocked.Increment(ref thrown[i]);
                    jobs[i].Throw(new InvalidDataException());
                    break;
            }
        }
    }

    /// <summary>Nobody cancels it, nor throws into it.</summary>
    private static bool IsSpared(int number) => number % 8 == 0;

    private static Dictionary<Job, List<string>> Hear(Worker worker)
    {
        var heard = new Dictionary<Job, List<string>>();
        foreach (var name in new[] { JobEvents.Start, JobEvents.Pause, JobEvents.Resume, JobEvents.Done, JobEvents.Error, JobEvents.Cancel })
        {
            worker.Listen(name, e =>
            {
                if (!heard.TryGetValue(e.Data, out var notes)) heard.Add(e.Data, notes = []);
                notes.Add(e.Name);
            });
        }

        return heard;
    }

    private static void CheckNotes(Job job, List<string> notes)
    {
        Assert.Equal("JOB_START", notes[0]);
        Assert.Equal(job.State switch { JobState.Completed => "JOB_DONE", JobState.Cancelled => "JOB_CANCEL", _ => "JOB_ERROR" }, notes[^1]);
        for (var i = 1; i < notes.Count - 1; i++) Assert.Equal(i % 2 == 1 ? "JOB_PAUSE" : "JOB_RESUME", notes[i]);
    }

    private static void CheckEnd(Job<int> job, int number, int thrown, bool isStopped)
    {
        if (IsSpared(number) && !isStopped) Assert.Equal(JobState.Completed, job.State);
        switch (job.State)
        {
            case JobState.Completed:
                Assert.Equal(number, job.Result);
                break;
            case JobState.Cancelled:
                Assert.True(job.IsCancelling);
                break;
            default:
                Assert.Equal(JobState.Faulted, job.State);
                Assert.IsType<InvalidDataException>(job.Error);
                Assert.NotEqual(0, thrown);
                break;
        }
    }
}
