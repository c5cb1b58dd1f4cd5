namespace Actors.Loops;

/// <summary>The execution context in which a callback was scheduled, and runs (transports 11).</summary>
internal static class CallContext
{
    /// <summary>The context of the calling code; null when it holds nothing but the worker it belongs to, if any.</summary>
    public static ExecutionContext? Capture() =>
        ExecutionContext.Capture() is { } context && !Ambient.IsBare(context) ? context : null;

    /// <summary>Makes the calling code, for as long as its execution context lasts, code of the flow whose turn this is.</summary>
    public static void Enter() => Ambient.Enter(WorkerFlow.InTurn!);
}
