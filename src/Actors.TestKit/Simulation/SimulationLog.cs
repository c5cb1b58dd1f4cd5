using Microsoft.Extensions.Logging;

namespace Actors.TestKit;

/// <summary>The log of a simulated system: an error that it is told of is one that nobody caught.</summary>
internal sealed class SimulationLog(Action<string, Exception> onError) : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel) || exception is null or SimulatedFault) return;
        onError(formatter(state, exception), exception);
    }

    public void Dispose()
    {
    }
}
