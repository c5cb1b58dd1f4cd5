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
}
