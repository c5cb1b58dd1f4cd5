namespace Actors.Jobs;

/// <summary>A job of a group: its end is told to the group.</summary>
internal sealed class GroupMember<TResult>(
    Worker worker, WorkerFlow flow, JobOptions options, Func<Job, Task<TResult>> code, Action<Job<TResult>> ended)
    : Job<TResult>(worker, flow, options)
{
    private Func<Job, Task<TResult>>? _code = code;

    internal override Task Invoke() => _code!(this);

    private protected override void Forget() => _code = null;

    private protected override void OnEndedFurther() => ended(this);
}
