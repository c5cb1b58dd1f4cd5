using Actors.Loops;

namespace Actors;

/// <content>What becomes of exceptions that nobody catches (transports 9).</content>
public sealed partial class EventLoop
{
    private volatile Action<EventLoop, LoopError>? _exceptionHandler;

    /// <summary>Called in the loop for what its callbacks throw, and for errors of futures and transports that nobody looks at.</summary>
    /// <value>Null, the default: <see cref="DefaultExceptionHandler"/>, which also takes over when the handler itself throws. It cannot
    /// wait.</value>
    public Action<EventLoop, LoopError>? ExceptionHandler
    {
        get => _exceptionHandler;
        set => _exceptionHandler = value;
    }

    /// <summary>Hands an error to the <see cref="ExceptionHandler"/>: at once in the loop's own code, else in order with its mailbox. Any
    /// thread.</summary>
    /// <param name="error">What happened.</param>
    /// <exception cref="ArgumentNullException"><paramref name="error"/> is null.</exception>
    public void CallExceptionHandler(LoopError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        if (Worker.Flow is { IsInSynchronousCode: true }) Report(error);
        else if (Worker.Flow is { IsInTurn: true } flow) Report(flow, error);
        else if (Worker.Flow is not { } other || !other.Post(new ErrorCall(this, error))) DefaultExceptionHandler(error);
    }

    /// <summary>Logs the error; an exception is told to the worker's listeners of <see cref="WorkerEvents.ListenerError"/>, too, and bubbles
    /// (spec E5). Any thread.</summary>
    /// <param name="error">What happened.</param>
    /// <exception cref="ArgumentNullException"><paramref name="error"/> is null.</exception>
    public void DefaultExceptionHandler(LoopError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        if (error.Original is { } original) DefaultExceptionHandler(original);
        Worker.System.Logger.LoopError(Worker.Path, error.Message, error.Exception);
        if (error.Exception is { } exception) Worker.Flow?.TellOfFailure(null, exception);
    }

    /// <summary>In a turn, in code that cannot wait.</summary>
    internal void Report(LoopError error)
    {
        if (_exceptionHandler is not { } handler)
        {
            DefaultExceptionHandler(error);
            return;
        }

        try
        {
            handler(this, error);
        }
        catch (Exception thrown) when (thrown is not WorkerExit)
        {
            DefaultExceptionHandler(new LoopError
            {
                Message = $"The exception handler of the loop of worker '{Worker.Path}' threw.",
                Exception = thrown,
                Original = error,
            });
        }
    }

    /// <summary>In a turn.</summary>
    internal void Report(WorkerFlow flow, LoopError error) =>
        flow.CallSynchronously(static call => call.Loop.Report(call.Error), (Loop: this, Error: error));
}
