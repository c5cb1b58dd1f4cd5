using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Actors.Tests.Conformance;

/// <summary>Keeps what is logged.</summary>
public sealed class RecordingLogger : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<Entry> _entries = new();

    public IReadOnlyCollection<Entry> Entries => _entries;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _entries.Enqueue(new Entry(logLevel, eventId.Id, formatter(state, exception), exception));

    /// <summary>Forgets what was logged.</summary>
    public void Clear() => _entries.Clear();

    public void Dispose()
    {
    }

    public sealed record Entry(LogLevel Level, int Id, string Text, Exception? Error);
}
