namespace Actors.Application.Jobs;

/// <summary>How a command runs.</summary>
internal sealed class CommandRunOptions
{
    /// <summary>What it reads.</summary>
    /// <value><see cref="CommandInput.Inherited"/> by default.</value>
    public CommandInput Input { get; init; }

    /// <summary>How much it may write, to both streams together, before it is killed.</summary>
    /// <value>Bytes; null, the default, for no limit.</value>
    public long? MaxOutputBytes { get; init; }

    /// <summary>How long after its end its output is read on, while something that it has started holds that open.</summary>
    /// <value>Null, the default, for as long as it takes.</value>
    public TimeSpan? OutputGrace { get; init; }

    /// <summary>What measures <see cref="OutputGrace"/>.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
