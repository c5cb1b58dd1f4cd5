using System.Collections;
using System.ComponentModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Actors.Application;

/// <summary>Settings where a misspelt name is an error: it would do nothing, and nobody would notice.</summary>
internal static class StrictSettings
{
    /// <summary>Takes the options from a section, and checks at the start that the section has no other names.</summary>
    public static OptionsBuilder<TOptions> BindStrictly<TOptions>(this OptionsBuilder<TOptions> options, IConfigurationSection section)
        where TOptions : class
    {
        options.Configure(settings =>
        {
            // The binder, too, would refuse them, and speak of System.Int32.
            var failures = Unreadable<TOptions>(section).ToArray();
            if (failures.Length > 0) throw new OptionsValidationException(options.Name, typeof(TOptions), failures);
            section.Bind(settings);
        });
        options.Services.AddSingleton<IValidateOptions<TOptions>>(new NoOthers<TOptions>(section));
        return options.ValidateOnStart();
    }

    private static IEnumerable<string> Unreadable<TOptions>(IConfigurationSection section) =>
        from property in typeof(TOptions).GetProperties()
        let text = section[property.Name]
        where !string.IsNullOrEmpty(text)
        let type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType
        where !IsReadable(type, text)
        select $"{section.Path}:{property.Name} is '{text}': it must be {Word(type)}.";

    // A bare number would be days.
    private static bool IsReadable(Type type, string text) =>
        type.IsEnum
            ? Enum.TryParse(type, text, ignoreCase: true, out _)
            : TypeDescriptor.GetConverter(type).IsValid(text) && (type != typeof(TimeSpan) || text.Contains(':', StringComparison.Ordinal));

    private static string Word(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Int32 or TypeCode.Int64 => "a whole number",
        TypeCode.Boolean => "true or false",
        _ when typeof(IDictionary).IsAssignableFrom(type) => "names with a value each",
        _ => type == typeof(TimeSpan) ? "a time such as 00:00:05" : type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type))}" : $"a {type.Name}",
    };

    private sealed class NoOthers<TOptions>(IConfigurationSection section) : IValidateOptions<TOptions>
        where TOptions : class
    {
        public ValidateOptionsResult Validate(string? name, TOptions options)
        {
            var known = typeof(TOptions).GetProperties().Select(static property => property.Name).ToArray();
            var others = section.GetChildren().Select(static child => child.Key).Except(known, StringComparer.OrdinalIgnoreCase).ToArray();
            return others.Length == 0
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(others.Select(other => $"{section.Path}:{other} is no setting: there are {string.Join(", ", known)}."));
        }
    }
}
