namespace Actors.Application.Downloads;

/// <summary>One attempt has failed, and another may succeed.</summary>
internal sealed class AttemptException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether what is there belongs to another file than the one that the server has, or cannot be trusted.</summary>
    public bool StartOver { get; init; }

    /// <summary>How long the server wants to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
