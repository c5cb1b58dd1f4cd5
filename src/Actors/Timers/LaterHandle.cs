namespace Actors;

/// <summary>A callback that falls due later (spec W3).</summary>
public readonly struct LaterHandle : IEquatable<LaterHandle>
{
    private readonly ITimedCallback? _callback;

    internal LaterHandle(ITimedCallback callback) => _callback = callback;

    /// <summary>Whether the callback has neither begun nor been stopped.</summary>
    public bool IsPending => _callback is { IsPending: true };

    /// <summary>Tells whether both are the same timer.</summary>
    public static bool operator ==(LaterHandle left, LaterHandle right) => left.Equals(right);

    /// <summary>Tells whether both are different timers.</summary>
    public static bool operator !=(LaterHandle left, LaterHandle right) => !left.Equals(right);

    /// <summary>Takes the callback back. Any thread.</summary>
    /// <returns>True when it will not run; false when it has begun, or was stopped before.</returns>
    public bool Stop() => _callback is { } callback && callback.Stop();

    /// <inheritdoc/>
    public bool Equals(LaterHandle other) => ReferenceEquals(_callback, other._callback);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is LaterHandle other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _callback?.GetHashCode() ?? 0;
}

/// <summary>What a <see cref="LaterHandle"/> stands for.</summary>
internal interface ITimedCallback
{
    bool IsPending { get; }

    bool Stop();
}
