using System.ComponentModel;
using Microsoft.Extensions.Configuration;

namespace Actors.Application;

/// <summary>What a section of settings must look like to fill a class: its properties, those of classes inside it, and lists.</summary>
internal static class SettingsShape
{
    /// <summary>Names that are no property: they would do nothing, and nobody would notice.</summary>
    public static IEnumerable<string> Unknown(Type type, IConfigurationSection section)
    {
        if (EntryOf(type) is { } item) return section.GetChildren().SelectMany(entry => IsPlain(item) ? [] : Unknown(item, entry));

        var properties = type.GetProperties();
        return section.GetChildren().SelectMany(child =>
            properties.FirstOrDefault(property => property.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase)) is not { } property
                ? [$"{child.Path} is no setting: there are {string.Join(", ", properties.Select(static property => property.Name))}."]
                : IsPlain(property.PropertyType) ? [] : Unknown(property.PropertyType, child));
    }

    /// <summary>Values that their properties cannot take.</summary>
    public static IEnumerable<string> Unreadable(Type type, IConfigurationSection section)
    {
        if (EntryOf(type) is { } item) return section.GetChildren().SelectMany(entry => UnreadableValue(item, entry));
        return type.GetProperties().SelectMany(property => UnreadableValue(property.PropertyType, section.GetSection(property.Name)));
    }

    private static IEnumerable<string> UnreadableValue(Type type, IConfigurationSection section)
    {
        if (!IsPlain(type))
        {
            return string.IsNullOrEmpty(section.Value)
                ? Unreadable(type, section)
                : [$"{section.Path} is '{section.Value}': it must be {Shape(type)}."];
        }

        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return string.IsNullOrEmpty(section.Value) || IsReadable(plain, section.Value)
            ? []
            : [$"{section.Path} is '{section.Value}': it must be {Word(plain)}."];
    }

    private static bool IsPlain(Type type) => type == typeof(string) || (Nullable.GetUnderlyingType(type) ?? type).IsValueType;

    /// <summary>What a list or a dictionary holds; null for a class with settings of its own.</summary>
    private static Type? EntryOf(Type type) =>
        type.IsArray ? type.GetElementType() : IsList(type) || IsDictionary(type) ? type.GetGenericArguments()[^1] : null;

    private static bool IsList(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>);

    private static bool IsDictionary(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Dictionary<,>);

    private static string Shape(Type type) => IsDictionary(type)
        ? "names with a value each"
        : EntryOf(type) is not null ? "numbers from 0 with a value each" : $"a section with {string.Join(", ", type.GetProperties().Select(static property => property.Name))}";

    // A bare number would be days.
    private static bool IsReadable(Type type, string text) =>
        type.IsEnum
            ? Enum.TryParse(type, text, ignoreCase: true, out _)
            : TypeDescriptor.GetConverter(type).IsValid(text) && (type != typeof(TimeSpan) || text.Contains(':', StringComparison.Ordinal));

    private static string Word(Type type) => Type.GetTypeCode(type) switch
    {
        _ when type.IsEnum => $"one of {string.Join(", ", Enum.GetNames(type))}",
        TypeCode.Int32 or TypeCode.Int64 => "a whole number",
        TypeCode.Boolean => "true or false",
        _ => type == typeof(TimeSpan) ? "a time such as 00:00:05" : $"a {type.Name}",
    };
}
