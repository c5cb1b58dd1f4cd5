using Actors.Application.Display;
using Microsoft.Extensions.Logging;

namespace Actors.Application.Windows;

/// <summary>Writes the text of each message as a line, as a program prints it. As safe for threads as its writer.</summary>
internal sealed class LineLogger(TextWriter output) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        output.WriteLine(VisibleText.OfLines(formatter(state, exception)));
}
