namespace Actors.TestKit;

/// <summary>Something that falls due on a <see cref="VirtualTime"/>.</summary>
/// <param name="Due">When.</param>
/// <param name="Worker">The path of the worker that waits for it; null for a timer that code outside the workers' waits has made.</param>
/// <param name="What">What falls due, for people.</param>
public sealed record PendingTimer(DateTimeOffset Due, string? Worker, string What)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Due:yyyy-MM-dd HH:mm:ss.fff} {Worker ?? "outside"}: {What}");
}
