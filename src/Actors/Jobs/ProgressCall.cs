namespace Actors.Jobs;

/// <summary>Tells a worker that a job's progress has changed, once for all changes since it was told last.</summary>
internal sealed class ProgressCall(Job job) : FlowCall
{
    private int _isPosted;

    /// <summary>Any thread.</summary>
    public void Post(WorkerFlow flow)
    {
        if (Interlocked.Exchange(ref _isPosted, 1) == 0) flow.Post(this);
    }

    public override void Invoke(WorkerFlow flow)
    {
        // A full fence: the progress must not have been read before whoever reports sees that no call is on its way.
        Interlocked.Exchange(ref _isPosted, 0);
        job.TellProgress(flow);
    }
}
