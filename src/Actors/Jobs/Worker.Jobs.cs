using Actors.Jobs;

namespace Actors;

/// <content>Jobs: functions in the worker's loop beside its body (spec J).</content>
public sealed partial class Worker
{
    /// <summary>The jobs that have not ended, in the order of their starts; a snapshot.</summary>
    public IReadOnlyList<Job> Jobs => _flow is not { } flow ? [] :
        [.. flow.OpenResources().OfType<JobCoroutine>().Select(static coroutine => coroutine.Job).Where(static job => !job.HasEnded)
            .OrderBy(static job => job.Id)];

    /// <summary>Starts a function in this worker's loop, beside its body (spec J1). Any thread.</summary>
    /// <param name="code">Its code, sequential-looking; its steps run in the worker's flow, the first one behind what is queued.</param>
    /// <param name="options">Its name, and whether its failure is logged.</param>
    /// <returns>The job; its <see cref="Job.Get"/> waits for its end.</returns>
    /// <exception cref="ArgumentException">An option has a value that it cannot have.</exception>
    /// <exception cref="InvalidOperationException">The worker does not run, or its body has ended.</exception>
    public Job StartJob(Func<Job, Task> code, JobOptions? options = null)
    {
        var job = new CodeJob(this, FlowForJobs(), options ?? JobOptions.Default, Checked(code));
        job.Start();
        return job;
    }

    /// <summary>Starts a function with a result in this worker's loop; see <see cref="StartJob(Func{Job, Task}, JobOptions?)"/>.</summary>
    /// <param name="code">Its code, sequential-looking; its steps run in the worker's flow, the first one behind what is queued.</param>
    /// <param name="options">Its name, and whether its failure is logged.</param>
    /// <returns>The job; its <see cref="Job{TResult}.Get"/> waits for its result.</returns>
    /// <exception cref="ArgumentException">An option has a value that it cannot have.</exception>
    /// <exception cref="InvalidOperationException">The worker does not run, or its body has ended.</exception>
    public Job<TResult> StartJob<TResult>(Func<Job, Task<TResult>> code, JobOptions? options = null)
    {
        var job = new CodeJob<TResult>(this, FlowForJobs(), options ?? JobOptions.Default, Checked(code));
        job.Start();
        return job;
    }

    internal InvalidOperationException TakesNoJobs() => new(
        IsRunning
            ? $"The body of worker '{Path}' has ended, and it takes no jobs any more{(IsRestarting ? " before its restart" : "")}."
            : $"Worker '{Path}' is {State}: it takes no jobs. Start it first.");

    internal WorkerFlow FlowForJobs() => IsRunning && _flow is { } flow ? flow : throw TakesNoJobs();
}
