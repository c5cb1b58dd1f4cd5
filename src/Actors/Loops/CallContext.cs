namespace Actors.Loops;

/// <summary>The execution context in which a callback was scheduled, and runs (transports 11).</summary>
internal static class CallContext
{
    /// <summary>The context of the calling code; null when it holds nothing but the worker it belongs to, if any.</summary>
    public static ExecutionContext? Capture() =>
        ExecutionContext.Capture() is { } context && !Ambient.IsBare(context) ? context : null;

    /// <summary>Runs code that cannot wait, as code of the flow's worker whoever scheduled it. In a turn.</summary>
    public static void Call(WorkerFlow flow, ExecutionContext? context, Action code)
    {
        if (context is null)
        {
            flow.CallSynchronously(static code => code(), code);
            return;
        }

        flow.CallSynchronously(
            static call => ExecutionContext.Run(
                call.context,
                static call =>
                {
                    var (flow, _, code) = ((WorkerFlow, ExecutionContext, Action))call!;
                    Ambient.Enter(flow);
                    code();
                },
                call),
            (flow, context, code));
    }
}
