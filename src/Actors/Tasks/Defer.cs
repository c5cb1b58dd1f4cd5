using static Actors.CurrentWorker;

namespace Actors;

/// <summary>A result that one flow gives and others wait for (spec A2).</summary>
/// <remarks>Any thread may resolve it, and any number of workers and tasks may wait. Whoever waits goes on later, never inside
/// <see cref="Resolve"/>.</remarks>
/// <typeparam name="T">The type of the result.</typeparam>
public sealed class Defer<T>
{
    private readonly ResultSource<T> _source = new("Defer");

    /// <summary>The result as a task, for code outside every worker.</summary>
    public Task<T> Task => _source.Task;

    /// <summary>Whether it was resolved or rejected.</summary>
    public bool IsDone => _source.Task.IsCompleted;

    /// <summary>Gives the result.</summary>
    /// <param name="value">What <see cref="Get"/> returns.</param>
    /// <returns>False when it was resolved or rejected before; this call changed nothing.</returns>
    public bool Resolve(T value) => _source.TrySetResult(value);

    /// <summary>Gives an error instead of a result.</summary>
    /// <param name="error">What <see cref="Get"/> throws.</param>
    /// <returns>False when it was resolved or rejected before; this call changed nothing.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="error"/> is null.</exception>
    public bool Reject(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return _source.TrySetException(error);
    }

    /// <summary>Enters the caller's loop until it is resolved or rejected; at once when it is.</summary>
    /// <returns>The result.</returns>
    /// <exception cref="Exception">What it was rejected with.</exception>
    public ValueTask<T> Get() => Wait(_source.Task);
}
