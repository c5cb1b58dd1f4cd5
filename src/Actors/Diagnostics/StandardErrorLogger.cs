using Microsoft.Extensions.Logging;

namespace Actors.Diagnostics;

/// <summary>The log of a system that was given none: warnings and errors on standard error, so that no failure goes unseen.</summary>
internal sealed class StandardErrorLogger : ILogger
{
    private const string Red = "\e[31m";
    private const string Yellow = "\e[33m";
    private const string Plain = "\e[0m";

    public static ILoggerFactory Factory { get; } = new SingleFactory();

    // Colour where a terminal has it, and nobody asked for none (no-color.org).
    private static bool HasColour { get; } =
        !Console.IsErrorRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Warning and < LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) Write(logLevel, formatter(state, exception), exception);
    }

    /// <summary>Writes a line, and below it the exception. Never throws: standard error may be closed, or on a full disk.</summary>
    public static void Write(LogLevel logLevel, string message, Exception? exception)
    {
        var level = logLevel == LogLevel.Warning ? "warn" : "fail";
        if (HasColour) level = (logLevel == LogLevel.Warning ? Yellow : Red) + level + Plain;
        var text = $"{level}: {message}";
        try
        {
            Console.Error.WriteLine(exception is null ? text : $"{text}{Environment.NewLine}{ErrorText.Of(exception)}");
        }
        catch (Exception)
        {
            // There is no other place to say it.
        }
    }

    private sealed class SingleFactory : ILoggerFactory
    {
        private static readonly StandardErrorLogger Logger = new();

        public void AddProvider(ILoggerProvider provider) =>
            throw new NotSupportedException("Give WorkerSystemOptions.LoggerFactory a factory of your own.");

        public ILogger CreateLogger(string categoryName) => Logger;

        public void Dispose()
        {
        }
    }
}
