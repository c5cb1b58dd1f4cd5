namespace Actors;

/// <summary>A future was asked for what it has not got yet, or was given a second result (transports 12, 13).</summary>
public sealed class InvalidStateException : InvalidOperationException
{
    /// <summary>Makes one with its usual message.</summary>
    public InvalidStateException()
        : base("The future is not in a state for this.")
    {
    }

    /// <summary>Makes one with a message.</summary>
    /// <param name="message">What was wrong.</param>
    public InvalidStateException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a message and a cause.</summary>
    /// <param name="message">What was wrong.</param>
    /// <param name="innerException">What led to it.</param>
    public InvalidStateException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
