namespace Actors.Flow;

/// <summary>The frame whose code runs, carried by the execution context: across awaits and <c>ConfigureAwait(false)</c> (spec F5).</summary>
internal static class Ambient
{
    private static readonly AsyncLocal<Frame?> Local = new();

    private static readonly ExecutionContext Clean = CaptureClean();

    public static Frame? Frame
    {
        get
        {
            // In a turn whose code has not changed the context, the answer is known without the look-up. Other code may run inside
            // somebody's turn, but never in that turn's own context.
            var flow = WorkerFlow.InTurn;
            return flow is null ? Local.Value : FrameInTurn(flow);
        }

        set => Local.Value = value;
    }

    /// <summary>A method of its own, see decision 0018: code outside turns asks too.</summary>
    private static Frame? FrameInTurn(WorkerFlow flow) =>
        ReferenceEquals(ExecutionContext.Capture(), flow.Root.Context) ? flow.Root : Local.Value;

    /// <summary>Whether a context holds nothing, or nothing but a frame. Only for the calling code's own.</summary>
    public static bool IsBare(ExecutionContext current) =>
        ReferenceEquals(current, Clean) || (Frame is { HasBareContext: true } frame && ReferenceEquals(current, frame.Context));

    /// <summary>Makes the calling code, for as long as its execution context lasts, code of this flow.</summary>
    public static void Enter(WorkerFlow flow)
    {
        if (Local.Value?.Flow != flow) Local.Value = flow.Root;
    }

    /// <summary>An execution context that holds this frame and nothing of whoever started the worker.</summary>
    public static ExecutionContext ContextOf(Frame frame) => ContextOf(frame, Clean);

    /// <summary>An execution context that holds this frame and what another one holds.</summary>
    public static ExecutionContext ContextOf(Frame frame, ExecutionContext from)
    {
        ExecutionContext? context = null;
        ExecutionContext.Run(from, _ =>
        {
            Local.Value = frame;
            context = ExecutionContext.Capture();
        }, null);
        return context!;
    }

    /// <summary>Runs a piece of the library's set-up outside every worker's flow.</summary>
    public static void RunOutside(Action action) => ExecutionContext.Run(Clean, static action => ((Action)action!)(), action);

    // Only a thread that inherits nothing shows the default context.
    private static ExecutionContext CaptureClean()
    {
        ExecutionContext? clean = null;
        var thread = new Thread(() => clean = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return clean!;
    }
}
