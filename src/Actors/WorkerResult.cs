using System.Runtime.ExceptionServices;

namespace Actors;

/// <summary>How a run ended (spec L9).</summary>
public sealed class WorkerResult
{
    internal WorkerResult(WorkerState state, object? value, Exception? error)
    {
        State = state;
        Value = value;
        Error = error;
    }

    /// <summary><see cref="WorkerState.Completed"/>, <see cref="WorkerState.Stopped"/> or <see cref="WorkerState.Faulted"/>.</summary>
    public WorkerState State { get; }

    /// <summary>What the body returned; null when it returned nothing or did not complete.</summary>
    public object? Value { get; }

    /// <summary>What the body threw; null when it did not fault.</summary>
    public Exception? Error { get; }

    /// <summary>Throws what the body threw, with its own stack; nothing when it did not fault.</summary>
    public void ThrowIfFaulted()
    {
        if (Error is not null) ExceptionDispatchInfo.Throw(Error);
    }

    /// <inheritdoc/>
    public override string ToString() => State switch
    {
        WorkerState.Completed => $"Completed({Value})",
        WorkerState.Faulted => $"Faulted({Error!.GetType().Name}: {ErrorText.MessageOf(Error)})",
        _ => State.ToString(),
    };
}
