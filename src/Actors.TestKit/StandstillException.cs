namespace Actors.TestKit;

/// <summary>What a test waits for can never come, or did not come in <see cref="VirtualTime.Patience"/> of real time.</summary>
/// <remarks>The message says what every worker waits for.</remarks>
public sealed class StandstillException : Exception
{
    /// <summary>Makes one without words.</summary>
    public StandstillException()
    {
    }

    /// <summary>Makes one with a message.</summary>
    /// <param name="message">Why nothing happens.</param>
    public StandstillException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a message and a cause.</summary>
    /// <param name="message">Why nothing happens.</param>
    /// <param name="innerException">What led to it.</param>
    public StandstillException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
