namespace Actors;

/// <summary>What an <see cref="EventLoop.ExceptionHandler"/> is told (transports 9).</summary>
public sealed class LoopError
{
    /// <summary>What happened.</summary>
    public required string Message { get; init; }

    /// <summary>What was thrown, if anything was.</summary>
    public Exception? Exception { get; init; }

    /// <summary>The callback that threw, if it was one.</summary>
    public Handle? Handle { get; init; }

    /// <summary>The future that it is about, if there is one.</summary>
    public Future? Future { get; init; }

    /// <summary>The protocol whose callback threw, if it was one.</summary>
    public object? Protocol { get; init; }

    /// <summary>The transport that it is about, if there is one.</summary>
    public object? Transport { get; init; }

    /// <summary>What an exception handler was told before it threw, if this is about that.</summary>
    public LoopError? Original { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Exception is null ? Message : $"{Message} {Exception.GetType()}: {ErrorText.MessageOf(Exception)}";
}
