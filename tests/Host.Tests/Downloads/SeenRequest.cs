using System.Globalization;

namespace Actors.Application.Tests.Downloads;

/// <summary>A request as it came.</summary>
internal sealed record SeenRequest(string Path, IReadOnlyDictionary<string, string> Headers)
{
    public string? this[string header] => Headers.GetValueOrDefault(header);

    /// <summary>Where the range begins that was asked for.</summary>
    public int? From => this["Range"] is { } range ? int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture) : null;
}
