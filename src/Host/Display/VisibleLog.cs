using Serilog.Core;
using Serilog.Events;

namespace Actors.Application.Display;

/// <summary>Makes all values in the log visible text, whoever logs them: titles, addresses, and what a command writes to its errors are text
/// of others. What stands in the messages' templates is the program's own.</summary>
internal sealed class VisibleLog : ILogEventEnricher
{
    /// <summary>The value of the library's message about workers that did not stop: a line for each.</summary>
    private const string Lines = "Workers";

    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        List<LogEventProperty>? changed = null;
        foreach (var (name, value) in logEvent.Properties)
        {
            if (value is not ScalarValue { Value: { } scalar } || scalar is ValueType || scalar.ToString() is not { } text) continue;
            var visible = name == Lines ? VisibleText.OfLines(text) : VisibleText.Of(text);
            if (visible != text) (changed ??= []).Add(new LogEventProperty(name, new ScalarValue(visible)));
        }

        foreach (var property in changed ?? []) logEvent.AddOrUpdateProperty(property);
    }
}
