namespace Actors;

/// <summary>How a <see cref="JobGroup{TResult}"/> is made.</summary>
public sealed class JobGroupOptions
{
    internal static readonly JobGroupOptions Default = new();

    /// <summary>The last part of its path, and the beginning of its jobs' names.</summary>
    /// <value>Not empty, without <c>/</c>; <c>job-</c> and a number by default.</value>
    public string? Name { get; init; }

    /// <summary>What the failure of one of its jobs leads to.</summary>
    /// <value><see cref="JobFailure.CancelOthers"/> by default.</value>
    public JobFailure OnFailure { get; init; }

    internal void Validate()
    {
        if (!Enum.IsDefined(OnFailure)) throw new ArgumentOutOfRangeException(nameof(OnFailure), OnFailure, "There is no such answer to a failure.");
    }
}

/// <summary>What a group of jobs does when one of them fails.</summary>
public enum JobFailure
{
    /// <summary>Starts no more, and cancels the others; the group fails with what the first one threw, when all have ended.</summary>
    CancelOthers,

    /// <summary>Lets all of them run; the group fails with an <see cref="AggregateException"/> of all failures, in the order of the items.</summary>
    WaitForAll,
}
