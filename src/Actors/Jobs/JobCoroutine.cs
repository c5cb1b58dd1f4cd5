namespace Actors.Jobs;

/// <summary>The place of a job in its worker's flow.</summary>
internal sealed class JobCoroutine(WorkerFlow flow, Job job) : Coroutine(flow)
{
    public Job Job => job;

    public override string Description => $"its job '{job.Name}'";

    public override void OnBodyEnded() => job.OnWorkerEnds();

    protected override void OnOpened() => job.OnOpened();

    protected override Task Invoke() => job.Invoke();

    protected override void OnEnded(Task task) => job.OnEnded(task);
}
