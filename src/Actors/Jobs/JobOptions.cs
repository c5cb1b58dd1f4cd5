namespace Actors;

/// <summary>How a job is made.</summary>
public sealed class JobOptions
{
    internal static readonly JobOptions Default = new();

    /// <summary>The last part of its path.</summary>
    /// <value>Not empty, without <c>/</c>; <c>job-</c> and a number by default.</value>
    public string? Name { get; init; }

    /// <summary>Whether a failure is logged that nobody awaits by then (spec L10).</summary>
    /// <value>True by default.</value>
    public bool LogFailures { get; init; } = true;

    internal void Validate()
    {
        if (Name is null || (!string.IsNullOrWhiteSpace(Name) && !Name.Contains('/', StringComparison.Ordinal))) return;
        throw new ArgumentException($"'{Name}' is no name for a job: it must not be blank, nor contain '/'.");
    }
}
