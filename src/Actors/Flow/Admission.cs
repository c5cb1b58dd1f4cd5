namespace Actors.Flow;

/// <summary>What a bounded mailbox did with an event.</summary>
internal enum Admission : byte
{
    /// <summary>It is queued.</summary>
    Taken,

    /// <summary>It is queued, and the oldest one was dropped for it.</summary>
    TakenForOldest,

    /// <summary>It is queued, in the place of an older one of its name and key.</summary>
    Replaced,

    /// <summary>It was dropped.</summary>
    Dropped,

    /// <summary>It was not taken for want of room.</summary>
    Full,

    /// <summary>It stands in line until there is room.</summary>
    Waiting,

    /// <summary>It was not taken: the run is ending, or has ended.</summary>
    Closed,
}
