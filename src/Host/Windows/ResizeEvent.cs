using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Actors.Application.Windows;

/// <summary>A size that a window is to have, or has. It never changes.</summary>
/// <param name="Width">In pixels, 1 or more.</param>
/// <param name="Height">In pixels, 1 or more.</param>
/// <exception cref="ArgumentOutOfRangeException">A side is zero or negative.</exception>
internal sealed record ResizeEvent(int Width, int Height)
{
    public int Width { get; init => field = Checked(value, nameof(Width)); } = Checked(Width, nameof(Width));

    public int Height { get; init => field = Checked(value, nameof(Height)); } = Checked(Height, nameof(Height));

    /// <summary>Reads a size as people write it: <c>800x600</c>.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ResizeEvent? size)
    {
        size = null;
        var at = text?.IndexOf('x', StringComparison.OrdinalIgnoreCase) ?? -1;
        if (at < 0 || !TryParse(text.AsSpan(0, at), out var width) || !TryParse(text.AsSpan(at + 1), out var height)) return false;
        size = new ResizeEvent(width, height);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Width}x{Height}");

    private static bool TryParse(ReadOnlySpan<char> text, out int side) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out side) && side > 0;

    private static int Checked(int side, string name) => side > 0
        ? side
        : throw new ArgumentOutOfRangeException(name, side, "A window is 1 pixel wide and high at least.");
}
