namespace Actors;

/// <summary>What a host does when one of its workers fails.</summary>
public enum OnFault
{
    /// <summary>The host stops, and the process ends with exit code 1.</summary>
    StopHost,

    /// <summary>The failure is logged, and the host goes on without that worker.</summary>
    Ignore,
}
