using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Actors.Loops;

namespace Actors;

/// <summary>A result to come, bound to an <see cref="EventLoop"/> (spec T1); made by <see cref="EventLoop.CreateFuture{T}"/>.</summary>
/// <inheritdoc cref="Future" path="/remarks"/>
/// <typeparam name="T">The type of the result.</typeparam>
public class Future<T> : Future
{
    private T? _result;
    private ResultSource<T>? _source;

    internal Future(EventLoop loop)
        : base(loop)
    {
    }

    /// <summary>The result. Never blocks (transports 12).</summary>
    /// <exception cref="InvalidStateException">It is not done.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="System.Exception">What it failed with, with its own stack.</exception>
    public T Result()
    {
        ThrowIfPending();
        ThrowIfFailed();
        return _result!;
    }

    /// <summary>Gives the result.</summary>
    /// <param name="result">What <c>await</c> and <see cref="Result"/> return.</param>
    /// <exception cref="InvalidStateException">It is done already (transports 13).</exception>
    /// <exception cref="InvalidOperationException">It is a task, whose result is its function's.</exception>
    public void SetResult(T result)
    {
        ThrowIfTask();
        if (!TrySetResult(result)) throw IsDoneAlready();
    }

    /// <summary>Gives an exception instead of a result. One that nobody looks at is reported (transports 16).</summary>
    /// <param name="error">What <c>await</c> and <see cref="Result"/> throw.</param>
    /// <exception cref="ArgumentNullException"><paramref name="error"/> is null.</exception>
    /// <exception cref="InvalidStateException">It is done already (transports 13).</exception>
    /// <exception cref="InvalidOperationException">It is a task, whose exception is its function's.</exception>
    public void SetException(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        ThrowIfTask();
        if (!TrySetException(error)) throw IsDoneAlready();
    }

    /// <summary>Calls back in the loop when it is done: scheduled, never inline, also when it is done already (transports 15).</summary>
    /// <param name="callback">Gets this future; it cannot wait. It runs in the execution context of this call.</param>
    /// <remarks>A loop whose run has ended calls nothing back.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="callback"/> is null.</exception>
    public void AddDoneCallback(Action<Future<T>> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Add(new DoneHandle<Future<T>>(this, callback));
    }

    /// <summary>Removes all done callbacks that are equal to this one.</summary>
    /// <param name="callback">As it was added.</param>
    /// <returns>How many there were.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="callback"/> is null.</exception>
    public int RemoveDoneCallback(Action<Future<T>> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Remove(callback);
    }

    /// <inheritdoc cref="Future.AsTask"/>
    public new Task<T> AsTask()
    {
        if (Volatile.Read(ref _source) is { } made) return made.Task;
        var source = new ResultSource<T>(this);
        if (Interlocked.CompareExchange(ref _source, source, null) is { } other) return other.Task;
        Add(new ToldCall(() => GiveTo(source)));
        return source.Task;
    }

    /// <inheritdoc cref="Future.GetAwaiter"/>
    [SuppressMessage("Reliability", "CA2012", Justification = "The awaiter is what is asked for.")]
    public new ValueTaskAwaiter<T> GetAwaiter()
    {
        if (FrameToWait() is not { } frame) return new ValueTask<T>(AsTask()).GetAwaiter();
        return (IsMet(frame) ? Outcome() : new FutureWait<T>(this).Start(frame)).GetAwaiter();
    }

    /// <inheritdoc/>
    public override string ToString() => "Future";

    internal bool TrySetResult(T result)
    {
        if (!TryClaim()) return false;
        _result = result;
        Settle(Done, null);
        return true;
    }

    internal bool TrySetException(Exception error)
    {
        if (!TryClaim()) return false;
        Settle(Failed, error);
        return true;
    }

    private protected override Task MakeTask() => AsTask();

    private protected virtual void ThrowIfTask()
    {
    }

    private ValueTask<T> Outcome()
    {
        try
        {
            return new ValueTask<T>(Result());
        }
        catch (Exception error)
        {
            return ValueTask.FromException<T>(error);
        }
    }

    private void GiveTo(ResultSource<T> source)
    {
        switch (State)
        {
            case Done:
                source.TrySetResult(_result!);
                break;
            case Failed:
                source.TrySetException(Exception()!);
                break;
            default:
                source.TrySetCanceled(new CancellationToken(canceled: true));
                break;
        }
    }
}
