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

    /// <summary>Starts a job for each item, no more than a limit at once (spec J1). Any thread.</summary>
    /// <param name="items">Enumerated in the worker's loop, the next one when there is room for its job.</param>
    /// <param name="limit">How many of its jobs run at once; 1 or more.</param>
    /// <param name="code">The code of one job.</param>
    /// <param name="options">Its name, and what the failure of one job leads to.</param>
    /// <returns>The group, a job itself: its <see cref="Job{TResult}.Get"/> gives the results in the order of the items, and
    /// <see cref="JobGroup{TResult}.AsTheyEnd"/> the jobs in the order of their ends.</returns>
    /// <exception cref="ArgumentException">An option or the limit has a value that it cannot have.</exception>
    /// <exception cref="InvalidOperationException">The worker does not run, or its body has ended.</exception>
    public JobGroup<TResult> StartJobs<TItem, TResult>(
        IEnumerable<TItem> items, int limit, Func<Job, TItem, Task<TResult>> code, JobGroupOptions? options = null)
    {
        Checked(code);
        var codes = Checked(items).Select(item => (Func<Job, Task<TResult>>)(job => code(job, item)));
        var count = items.TryGetNonEnumeratedCount(out var known) ? known : (int?)null;
        var group = new JobGroup<TResult>(this, FlowForJobs(), options ?? JobGroupOptions.Default, limit, count, codes);
        group.Start();
        return group;
    }

    /// <summary>Starts a job without a result for each item; see <see cref="StartJobs{TItem, TResult}"/>.</summary>
    /// <param name="items">Enumerated in the worker's loop, the next one when there is room for its job.</param>
    /// <param name="limit">How many of its jobs run at once; 1 or more.</param>
    /// <param name="code">The code of one job.</param>
    /// <param name="options">Its name, and what the failure of one job leads to.</param>
    /// <returns>The group; the result of each of its jobs is its item.</returns>
    /// <exception cref="ArgumentException">An option or the limit has a value that it cannot have.</exception>
    /// <exception cref="InvalidOperationException">The worker does not run, or its body has ended.</exception>
    public JobGroup<TItem> StartJobs<TItem>(IEnumerable<TItem> items, int limit, Func<Job, TItem, Task> code, JobGroupOptions? options = null)
    {
        Checked(code);
        return StartJobs(items, limit, WithItem, options);

        async Task<TItem> WithItem(Job job, TItem item)
        {
            await code(job, item);
            return item;
        }
    }

    internal InvalidOperationException TakesNoJobs() => new(
        IsRunning
            ? $"The body of worker '{Path}' has ended, and it takes no jobs any more{(IsRestarting ? " before its restart" : "")}."
            : $"Worker '{Path}' is {State}: it takes no jobs. Start it first.");

    internal WorkerFlow FlowForJobs() => IsRunning && _flow is { } flow ? flow : throw TakesNoJobs();
}
