namespace Actors;

/// <summary>Thrown at a wait point when the worker was told to stop; throw it in a body to leave (spec L4, L5).</summary>
/// <remarks>Let it pass: <c>finally</c> and <c>await using</c> run, and may wait. A body that catches
/// <see cref="OperationCanceledException"/> catches it too.</remarks>
public sealed class WorkerExit : OperationCanceledException
{
    /// <summary>Makes the exit with its usual message.</summary>
    public WorkerExit()
        : base("The worker was told to stop.")
    {
    }

    /// <summary>Makes the exit with a message of your own.</summary>
    /// <param name="message">Why the worker leaves.</param>
    public WorkerExit(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exit with a message and a cause.</summary>
    /// <param name="message">Why the worker leaves.</param>
    /// <param name="innerException">What led to it.</param>
    public WorkerExit(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
