using System.Globalization;

namespace Actors.Application.Downloads;

/// <summary>Numbers of bytes as people read them.</summary>
internal static class ByteText
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB"];

    /// <summary>Three digits and a unit of 1000: <c>12.3 MB</c>.</summary>
    public static string Short(double bytes)
    {
        var unit = 0;
        while (bytes >= 999.5 && unit < Units.Length - 1)
        {
            bytes /= 1000;
            unit++;
        }

        var format = unit == 0 || bytes >= 99.95 ? "0" : bytes >= 9.995 ? "0.0" : "0.00";
        return $"{bytes.ToString(format, CultureInfo.InvariantCulture)} {Units[unit]}";
    }

    /// <summary>All digits: <c>12,345,678</c>.</summary>
    public static string Exact(long bytes) => bytes.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Reads a number with a unit of 1000 or none: <c>500</c>, <c>64k</c>, <c>1.5G</c>, <c>2TB</c>.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        var end = text.Length;
        if (end > 0 && text[end - 1] is 'B' or 'b') end--;
        var unit = end > 0 ? "kmgt".IndexOf(char.ToLowerInvariant(text[end - 1]), StringComparison.Ordinal) + 1 : 0;
        if (unit > 0) end--;
        if (!decimal.TryParse(text.AsSpan(0, end), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return false;
        for (var i = 0; i < unit && number <= long.MaxValue; i++) number *= 1000;
        if (number > long.MaxValue) return false;
        bytes = (long)number;
        return true;
    }
}
