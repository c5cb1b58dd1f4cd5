namespace Actors.Jobs;

/// <summary>Takes reports of a type of their own to a job's loop, the last one when they come faster than they are read.</summary>
internal sealed class ReadProgress<T>(Job job, WorkerFlow flow, Func<T, JobProgress?> read) : FlowCall, IProgress<T>
{
    private readonly Lock _gate = new();
    private T _last = default!;
    private bool _isPosted;

    public void Report(T value)
    {
        lock (_gate)
        {
            _last = value;
            if (_isPosted) return;
            _isPosted = true;
        }

        flow.Post(this);
    }

    public override void Invoke(WorkerFlow flow)
    {
        if (!job.HasEnded) flow.CallSynchronously(static progress => progress.Read(), this);
    }

    private void Read()
    {
        T last;
        lock (_gate)
        {
            last = _last;
            _isPosted = false;
        }

        if (read(last) is { } progress) job.Report(progress);
    }
}
