namespace Actors.Engines;

/// <summary>Timers of the process: real time, and no flow's.</summary>
internal static class ProcessTimer
{
    /// <summary>A timer that is not armed yet.</summary>
    /// <param name="code">Called on the thread pool, each time that it falls due.</param>
    public static ITimer Create(Action code)
    {
        // It outlives every flow, and must not hold the context of the first one.
        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
        {
            return TimeProvider.System.CreateTimer(static code => ((Action)code!)(), code, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
