using Microsoft.Extensions.Logging;

namespace Actors.Tests.Conformance.Faults;

/// <summary>A log that throws, in one of the calls that a logging provider has.</summary>
public sealed class FaultyLogger(string call) : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => call == nameof(IsEnabled) ? throw new IOException("The log is closed.") : true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (call == nameof(Log)) throw new IOException("The disk is full.");
        if (call == nameof(Exception.ToString)) _ = exception?.ToString();
    }

    public void Dispose()
    {
    }
}
