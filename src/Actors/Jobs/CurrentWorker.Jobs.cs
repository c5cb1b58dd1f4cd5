namespace Actors;

/// <content>Jobs in the current worker's loop (spec J).</content>
public static partial class CurrentWorker
{
    /// <summary>Starts a function in the current worker's loop, beside its body (spec J1).</summary>
    /// <param name="code">Its code, sequential-looking; its steps run in the worker's flow.</param>
    /// <param name="options">Its name, and whether its failure is logged.</param>
    public static Job StartJob(Func<Job, Task> code, JobOptions? options = null) => Worker.Current.StartJob(code, options);

    /// <summary>Starts a function with a result in the current worker's loop, beside its body (spec J1).</summary>
    /// <param name="code">Its code, sequential-looking; its steps run in the worker's flow.</param>
    /// <param name="options">Its name, and whether its failure is logged.</param>
    public static Job<TResult> StartJob<TResult>(Func<Job, Task<TResult>> code, JobOptions? options = null) =>
        Worker.Current.StartJob(code, options);

    /// <summary>Starts a job for each item in the current worker's loop, no more than a limit at once; see
    /// <see cref="Worker.StartJobs{TItem, TResult}"/>.</summary>
    /// <param name="items">Enumerated in the worker's loop, the next one when there is room for its job.</param>
    /// <param name="limit">How many of its jobs run at once; 1 or more.</param>
    /// <param name="code">The code of one job.</param>
    /// <param name="options">Its name, and what the failure of one job leads to.</param>
    public static JobGroup<TResult> StartJobs<TItem, TResult>(
        IEnumerable<TItem> items, int limit, Func<Job, TItem, Task<TResult>> code, JobGroupOptions? options = null) =>
        Worker.Current.StartJobs(items, limit, code, options);

    /// <summary>Starts a job without a result for each item in the current worker's loop; see
    /// <see cref="Worker.StartJobs{TItem}"/>.</summary>
    /// <param name="items">Enumerated in the worker's loop, the next one when there is room for its job.</param>
    /// <param name="limit">How many of its jobs run at once; 1 or more.</param>
    /// <param name="code">The code of one job.</param>
    /// <param name="options">Its name, and what the failure of one job leads to.</param>
    public static JobGroup<TItem> StartJobs<TItem>(
        IEnumerable<TItem> items, int limit, Func<Job, TItem, Task> code, JobGroupOptions? options = null) =>
        Worker.Current.StartJobs(items, limit, code, options);
}
