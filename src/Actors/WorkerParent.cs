namespace Actors;

/// <summary>Whose child a new worker becomes (spec C1). A <see cref="Worker"/> converts to it.</summary>
public readonly struct WorkerParent : IEquatable<WorkerParent>
{
    private WorkerParent(Worker? worker, bool isNone)
    {
        Worker = worker;
        IsNone = isNone;
    }

    /// <summary>The worker in whose flow the new one is made; none on the main flow and outside every worker. The default.</summary>
    public static WorkerParent Current => default;

    /// <summary>Nobody: a root worker.</summary>
    public static WorkerParent None { get; } = new(null, true);

    internal Worker? Worker { get; }

    internal bool IsNone { get; }

    /// <summary>That worker.</summary>
    /// <param name="worker">The parent.</param>
    public static implicit operator WorkerParent(Worker worker) => FromWorker(worker);

    /// <summary>Tells whether two choices are the same.</summary>
    public static bool operator ==(WorkerParent left, WorkerParent right) => left.Equals(right);

    /// <summary>Tells whether two choices differ.</summary>
    public static bool operator !=(WorkerParent left, WorkerParent right) => !left.Equals(right);

    /// <summary>That worker.</summary>
    /// <param name="worker">The parent.</param>
    /// <exception cref="ArgumentNullException"><paramref name="worker"/> is null: use <see cref="None"/> for a root worker.</exception>
    public static WorkerParent FromWorker(Worker worker)
    {
        ArgumentNullException.ThrowIfNull(worker);
        return new WorkerParent(worker, false);
    }

    /// <inheritdoc/>
    public bool Equals(WorkerParent other) => ReferenceEquals(Worker, other.Worker) && IsNone == other.IsNone;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is WorkerParent other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Worker, IsNone);
}
