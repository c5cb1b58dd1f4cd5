using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Actors.Application.Downloads;

/// <summary>Names of files, taken from addresses that somebody else may have written.</summary>
/// <remarks>Only the address decides, no header of the answer: so the name is known before anything is sent, and is the same in each run. What
/// comes out is one name without separators, control characters and characters that some file system forbids; it does not begin with a dot or
/// end with a dot or blank; it is no device of Windows, and no name that a part file could have; it has at most 200 bytes.</remarks>
internal static class FileNames
{
    public const int MaxBytes = 200;
    private const int MaxExtensionBytes = 20;
    private static readonly string[] Devices = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

    /// <summary>The name for an address: the last part of its path, or <c>index.html</c> where that is empty.</summary>
    public static string FromUrl(Uri url)
    {
        var path = url.AbsolutePath;
        var name = Clean(Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]));
        return name.Length == 0 ? "index.html" : Shorten(name, "");
    }

    /// <summary>The name for one of several addresses whose names would be the same: it depends on the address alone, not on the
    /// others or their order.</summary>
    public static string Distinct(Uri url) =>
        Shorten(FromUrl(url), "-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(url.AbsoluteUri)))[..8]);

    /// <summary>Whether a name is one that this class makes: what was written down long ago, or by others, may be any text.</summary>
    public static bool IsName(string name) =>
        name.Length > 0 && Encoding.UTF8.GetByteCount(name) <= MaxBytes + 1 && Clean(name) == name && Close(name) == name;

    private static string Clean(string text)
    {
        var name = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            // Half of a surrogate pair comes as U+FFFD.
            if (IsAllowed(rune)) name.Append(rune.ToString());
            else name.Append('_');
        }

        if (name.Length > 0 && name[0] is '.' or ' ') name[0] = '_';
        var result = name.ToString();
        return IsDevice(result) ? "_" + result : result;
    }

    private static bool IsAllowed(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned) &&
        !"/\\:*?\"<>|".Contains(rune.ToString(), StringComparison.Ordinal) && rune != Rune.ReplacementChar;

    private static bool IsDevice(string name)
    {
        var stem = name.Split('.')[0].TrimEnd();
        return Devices.Contains(stem, StringComparer.OrdinalIgnoreCase) ||
            (stem.Length == 4 && (stem[3] is >= '0' and <= '9' or '\u00b9' or '\u00b2' or '\u00b3') &&
                (stem.StartsWith("COM", StringComparison.OrdinalIgnoreCase) || stem.StartsWith("LPT", StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Changes an end that a name cannot have.</summary>
    private static string Close(string name) =>
        name[^1] is '.' or ' ' ||
        name.EndsWith(PartFile.Suffix, StringComparison.OrdinalIgnoreCase) ||
        name.EndsWith(PartFile.MetaSuffix, StringComparison.OrdinalIgnoreCase)
            ? name + "_"
            : name;

    /// <summary>Puts something before the extension, and takes from the end of the stem what is too long.</summary>
    private static string Shorten(string name, string insert)
    {
        var extension = Path.GetExtension(name);
        if (Encoding.UTF8.GetByteCount(extension) > MaxExtensionBytes) extension = "";
        var stem = name[..^extension.Length];
        var room = MaxBytes - Encoding.UTF8.GetByteCount(extension) - Encoding.UTF8.GetByteCount(insert);
        while (Encoding.UTF8.GetByteCount(stem) > room) stem = stem[..^(char.IsLowSurrogate(stem[^1]) ? 2 : 1)];
        return Close(stem + insert + extension);
    }
}
