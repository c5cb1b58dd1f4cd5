namespace Actors;

/// <summary>What a worker hears of its jobs: <c>worker.Listen(JobEvents.Done, e => …)</c>. The data is the job.</summary>
/// <remarks>They come in mailbox order, also while the worker ends, and whatever the limit of its mailbox. A listener that looks at the job
/// sees it as it is by then, which may be further on.</remarks>
public static class JobEvents
{
    /// <summary><c>JOB_START</c>: it was started; its first step comes behind this.</summary>
    public static EventName<Job> Start { get; } = new("JOB_START");

    /// <summary><c>JOB_PAUSE</c>: it was told to stand still.</summary>
    public static EventName<Job> Pause { get; } = new("JOB_PAUSE");

    /// <summary><c>JOB_RESUME</c>: it was told to go on.</summary>
    public static EventName<Job> Resume { get; } = new("JOB_RESUME");

    /// <summary><c>JOB_PROGRESS</c>: <see cref="Job.Progress"/> has changed. Of several changes that come faster than they are heard, the
    /// last one counts.</summary>
    public static EventName<Job> Progress { get; } = new("JOB_PROGRESS");

    /// <summary><c>JOB_DONE</c>: its code returned.</summary>
    public static EventName<Job> Done { get; } = new("JOB_DONE");

    /// <summary><c>JOB_ERROR</c>: its code threw; <see cref="Job.Error"/> says what.</summary>
    public static EventName<Job> Error { get; } = new("JOB_ERROR");

    /// <summary><c>JOB_CANCEL</c>: it has left because it was cancelled, or its worker ended.</summary>
    public static EventName<Job> Cancel { get; } = new("JOB_CANCEL");
}
