namespace Actors;

/// <summary>A worker of a <see cref="WorkerScope"/> that has a result.</summary>
/// <typeparam name="TResult">The type of the result.</typeparam>
public sealed class ScopeChild<TResult>
{
    internal ScopeChild(Worker worker) => Worker = worker;

    /// <summary>The worker.</summary>
    public Worker Worker { get; }

    /// <summary>What it returned, once the scope was joined. Any thread.</summary>
    /// <exception cref="InvalidOperationException">It has not ended, or it was stopped and has no value.</exception>
    /// <exception cref="Exception">What it failed with, with its own stack.</exception>
    public TResult Value
    {
        get
        {
            if (Worker is { IsRunning: false, Completion: { IsCompleted: true } completion } && completion.GetAwaiter().GetResult() is var result)
            {
                result.ThrowIfFaulted();
                if (result.State == WorkerState.Completed) return (TResult)result.Value!;
                throw new InvalidOperationException($"Worker '{Worker.Path}' was stopped before it returned a value.");
            }

            throw new InvalidOperationException($"Worker '{Worker.Path}' has not ended: await the scope's Join() before you ask for its value.");
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Worker.ToString();
}
