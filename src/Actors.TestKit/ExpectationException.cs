namespace Actors.TestKit;

/// <summary>A <see cref="Probe"/> did not get what the test expects.</summary>
/// <remarks>The message says what came instead, and what every worker of the system waits for.</remarks>
public sealed class ExpectationException : Exception
{
    /// <summary>Makes one without words.</summary>
    public ExpectationException()
    {
    }

    /// <summary>Makes one with a message.</summary>
    /// <param name="message">What was expected, and what came.</param>
    public ExpectationException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a message and a cause.</summary>
    /// <param name="message">What was expected, and what came.</param>
    /// <param name="innerException">What led to it.</param>
    public ExpectationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
