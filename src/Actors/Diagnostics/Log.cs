using System.Net;
using Microsoft.Extensions.Logging;

namespace Actors.Diagnostics;

/// <summary>Every message that the library logs. Ids: 1 to 19 workers, 20 to 29 systems, 30 to 39 hosting, 40 to 49 transports,
/// 50 to 59 jobs.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "Worker '{Path}' failed in state {State}.")]
    public static partial void WorkerFailed(this ILogger logger, string path, string state, Exception error);

    [LoggerMessage(2, LogLevel.Error, "Worker '{Path}': {Code} threw. The worker goes on.")]
    public static partial void ListenerFailed(this ILogger logger, string path, string code, Exception error);

    [LoggerMessage(3, LogLevel.Warning,
        "Worker '{Path}' was told to stop, and its body caught the WorkerExit instead of letting it pass, or was told again before it had ended.")]
    public static partial void ExitSwallowed(this ILogger logger, string path);

    [LoggerMessage(4, LogLevel.Error, "Worker '{Path}': code registered at its Stopping token, or a job's token, threw.")]
    public static partial void StoppingCallbackFailed(this ILogger logger, string path, Exception error);

    [LoggerMessage(5, LogLevel.Warning, "Worker '{Path}' failed, and restarts in {Backoff}.")]
    public static partial void WorkerRestartsAfterFailure(this ILogger logger, string path, TimeSpan backoff, Exception error);

    [LoggerMessage(6, LogLevel.Information, "Worker '{Path}' returned, and restarts in {Backoff}.")]
    public static partial void WorkerRestarts(this ILogger logger, string path, TimeSpan backoff);

    [LoggerMessage(7, LogLevel.Warning,
        "Worker '{Path}' is not restarted again: its restart policy allows {Most} restarts within {Window}.")]
    public static partial void RestartsUsedUp(this ILogger logger, string path, int most, TimeSpan window);

    [LoggerMessage(8, LogLevel.Warning, "Worker '{Path}': its child '{Child}' failed, and {Count} children restart.")]
    public static partial void ChildRestarts(this ILogger logger, string path, string child, int count);

    [LoggerMessage(9, LogLevel.Warning,
        "Worker '{Path}' fails with its child '{Child}': its supervision policy allows {Most} restarts within {Window}.")]
    public static partial void ChildGivenUp(this ILogger logger, string path, string child, int most, TimeSpan window);

    [LoggerMessage(10, LogLevel.Warning,
        "Worker '{Path}' holds {Count} events and callbacks: more come than it handles. Give its mailbox a Capacity (WorkerOptions.Mailbox).")]
    public static partial void MailboxDeep(this ILogger logger, string path, int count);

    [LoggerMessage(11, LogLevel.Warning,
        "Worker '{Path}': its mailbox of {Capacity} is full, and drops events ({FullMode}), first '{Event}'. Worker.DroppedEvents counts them.")]
    public static partial void MailboxDrops(this ILogger logger, string path, int capacity, string fullMode, string @event);

    [LoggerMessage(12, LogLevel.Information, "Scope '{Path}' is left without Join, and stops its {Count} workers.")]
    public static partial void ScopeAbandoned(this ILogger logger, string path, int count);

    [LoggerMessage(16, LogLevel.Error, "The loop of worker '{Path}' failed while it handled an item: the worker ends as Faulted.")]
    public static partial void LoopFailed(this ILogger logger, string path, Exception error);

    [LoggerMessage(17, LogLevel.Error, "Worker '{Path}' ends, and closing {Resource} failed.")]
    public static partial void CloseFailed(this ILogger logger, string path, string resource, Exception error);

    [LoggerMessage(18, LogLevel.Warning,
        "The SynchronizationContext of worker '{Path}' refused its code. The code is kept, and posted again in {Delay}.")]
    public static partial void TurnRefused(this ILogger logger, string path, TimeSpan delay, Exception error);

    [LoggerMessage(19, LogLevel.Error, "The function of '{Path}' failed, and nobody asked for its result: await Get(), or catch the exception in the function.")]
    public static partial void AsyncFailedUnseen(this ILogger logger, string path, Exception error);

    [LoggerMessage(15, LogLevel.Error, "Event loop of worker '{Path}': {Message}")]
    public static partial void LoopError(this ILogger logger, string path, string message, Exception? error);

    [LoggerMessage(13, LogLevel.Warning,
        "Worker '{Path}' stands still: {What} has run for {Time} without a wait, and {Count} items wait for it. " +
        "Put what blocks into 'await Await(…)', split what is long by 'await Update()', or raise SlowAfter.")]
    public static partial void SlowCode(this ILogger logger, string path, TimeSpan time, string what, int count);

    [LoggerMessage(14, LogLevel.Warning,
        "Workers wait for one another's end, and none of them ends: {Ring}. They go on handling events. Stop one of them, or give a wait a timeout.")]
    public static partial void WaitRing(this ILogger logger, string ring);

    [LoggerMessage(20, LogLevel.Information, "Event '{Event}' was rejected: worker '{Path}' does not run.")]
    public static partial void Rejected(this ILogger logger, string @event, string path);

    [LoggerMessage(23, LogLevel.Information, "Event '{Event}' was rejected: the mailbox of worker '{Path}' is full.")]
    public static partial void RejectedByFullMailbox(this ILogger logger, string @event, string path);

    [LoggerMessage(21, LogLevel.Information, "{Count} more events were rejected since the last message of this kind.")]
    public static partial void RejectedMore(this ILogger logger, long count);

    [LoggerMessage(22, LogLevel.Error, "{Count} of the workers did not stop within {Timeout}:{Workers}")]
    public static partial void DidNotStop(this ILogger logger, int count, TimeSpan timeout, string workers);

    [LoggerMessage(24, LogLevel.Error, "The clock of the workers failed (WorkerSystemOptions.TimeProvider): {What}.")]
    public static partial void ClockFailed(this ILogger logger, string what, Exception error);

    [LoggerMessage(30, LogLevel.Debug, "{Count} workers started on the {Engine} engine.")]
    public static partial void WorkersStarted(this ILogger logger, int count, string engine);

    [LoggerMessage(32, LogLevel.Warning, "Worker '{Path}' did not stop within its grace of {Grace}: the workers before it are told to stop too.")]
    public static partial void GraceIsOver(this ILogger logger, string path, TimeSpan grace);

    [LoggerMessage(31, LogLevel.Critical, "Worker '{Path}' failed, and so the host stops: {Reason}")]
    public static partial void FaultStopsHost(this ILogger logger, string path, string reason);

    [LoggerMessage(40, LogLevel.Warning, "{Transport} of worker '{Path}' is closed, and still written to: the data are dropped.")]
    public static partial void WritesAreLate(this ILogger logger, string transport, string path);

    [LoggerMessage(41, LogLevel.Error, "Worker '{Path}' cannot accept clients at {EndPoint}: {Reason}. It tries again in {Rest}. Attempts since the last message of this kind: {Count}.")]
    public static partial void AcceptingRests(this ILogger logger, EndPoint endPoint, string path, string reason, TimeSpan rest, long count);

    [LoggerMessage(42, LogLevel.Information, "Worker '{Path}' could not accept a client at {EndPoint}. Others since the last message of this kind: {Count}.")]
    public static partial void AcceptFailed(this ILogger logger, EndPoint endPoint, string path, long count, Exception error);

    [LoggerMessage(43, LogLevel.Information, "A client's TLS handshake failed with {Server} of worker '{Path}': {Reason} Others since the last message of this kind: {Count}.")]
    public static partial void HandshakeFailed(this ILogger logger, string server, string path, string reason, long count, Exception? error);

    [LoggerMessage(44, LogLevel.Warning,
        "A client from {Address} was refused by {Server} of worker '{Path}': {Reason}. Others since the last message of this kind: {Count}.")]
    public static partial void ClientRefused(this ILogger logger, string server, string path, string address, string reason, long count);

    [LoggerMessage(50, LogLevel.Error, "Job '{Path}' failed.")]
    public static partial void JobFailed(this ILogger logger, string path, Exception error);
}
