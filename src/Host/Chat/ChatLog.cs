using Microsoft.Extensions.Logging;

namespace Actors.Application.Chat;

/// <summary>Shows what is logged among the lines of the chat: written to the terminal it would tear the screen.</summary>
internal sealed class ChatLog : ILoggerProvider, ILogger
{
    /// <summary>The screen; null until there is one.</summary>
    public Worker? Screen { get; set; }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Warning and < LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        var text = formatter(state, exception);
        Screen?.Fire(ChatEvents.Logged, exception is null ? text : $"{text} {exception.Message}");
    }

    public void Dispose()
    {
    }
}
