namespace Actors;

/// <summary>The names of the events that the library itself fires.</summary>
public static class WorkerEvents
{
    /// <summary>Fired by <see cref="Worker.Stop"/>. The library's own part has priority -100: after it, the waiting body leaves by
    /// <see cref="WorkerExit"/> (spec L4).</summary>
    public const string Stop = "STOP_THREAD";

    /// <summary>Fired by <see cref="Worker.Pause"/> (spec L7).</summary>
    public const string Pause = "PAUSE_THREAD";

    /// <summary>Fired by <see cref="Worker.Resume"/> (spec L7).</summary>
    public const string Resume = "RESUME_THREAD";

    /// <summary>A child started or started again; target and data are the child (spec C3).</summary>
    public const string ChildStart = "CHILD_THREAD_START";

    /// <summary>A child's body returned; the data is its result (spec C5).</summary>
    public const string ChildDone = "CHILD_THREAD_DONE";

    /// <summary>A child left by <see cref="WorkerExit"/> (spec C5).</summary>
    public const string ChildStop = "CHILD_THREAD_STOP";

    /// <summary>A child's body threw; the data is the exception (spec C5).</summary>
    public const string ChildError = "CHILD_THREAD_ERROR";

    /// <summary>A child's run ended, after the event that says how; the data is the child's <see cref="WorkerResult"/> (spec L8).</summary>
    public const string ChildEnd = "CHILD_THREAD_END";

    /// <summary>A child's body ended and starts again after a backoff; the data is what it threw, or null when it returned. The run goes
    /// on: none of the events of its end comes (spec L11).</summary>
    public const string ChildRestart = "CHILD_THREAD_RESTART";

    /// <summary>An event that this worker fired found nobody running; the data is a <see cref="DeadLetter"/> (spec E8).</summary>
    public const string Reject = "EVENT_REJECT";

    /// <summary>A listener threw; the data is a <see cref="ListenerFailure"/>. It bubbles (spec E5).</summary>
    public const string ListenerError = "LISTENER_ERROR";
}
