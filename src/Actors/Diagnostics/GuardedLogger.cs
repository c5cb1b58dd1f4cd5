using Microsoft.Extensions.Logging;

namespace Actors.Diagnostics;

/// <summary>A system's log, which never throws into the code that writes to it.</summary>
/// <remarks>A logging provider is foreign code: it may throw, and so may the exceptions whose text it asks for. The first failure is
/// written to standard error, together with the message that was lost.</remarks>
internal sealed class GuardedLogger(ILogger log) : ILogger
{
    /// <summary>1 after the first failure.</summary>
    private int _hasFailed;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        try
        {
            return log.BeginScope(state);
        }
        catch (Exception failure)
        {
            Tell(LogLevel.Warning, failure, "a scope");
            return null;
        }
    }

    public bool IsEnabled(LogLevel logLevel)
    {
        try
        {
            return log.IsEnabled(logLevel);
        }
        catch (Exception failure)
        {
            Tell(LogLevel.Warning, failure, "whether it is enabled");
            return true;
        }
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            log.Log(logLevel, eventId, state, exception, formatter);
        }
        catch (Exception failure)
        {
            Tell(logLevel, failure, formatter(state, null));
        }
    }

    private void Tell(LogLevel level, Exception failure, string lost)
    {
        if (Interlocked.Exchange(ref _hasFailed, 1) != 0) return;
        StandardErrorLogger.Write(level, $"The log threw {failure.GetType()}: {ErrorText.MessageOf(failure)} It was asked for: {lost}", null);
    }
}
