namespace Actors.Jobs;

/// <summary>A job without a result.</summary>
internal sealed class CodeJob(Worker worker, WorkerFlow flow, JobOptions options, Func<Job, Task> code) : Job(worker, flow, options)
{
    private Func<Job, Task>? _code = code;

    internal override Task Invoke() => _code!(this);

    private protected override void Forget() => _code = null;
}

/// <summary>A job with a result.</summary>
internal sealed class CodeJob<TResult>(Worker worker, WorkerFlow flow, JobOptions options, Func<Job, Task<TResult>> code)
    : Job<TResult>(worker, flow, options)
{
    private Func<Job, Task<TResult>>? _code = code;

    internal override Task Invoke() => _code!(this);

    private protected override void Forget() => _code = null;
}
