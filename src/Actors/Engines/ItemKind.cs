namespace Actors.Engines;

/// <summary>The kinds of items, as a flow tells them apart.</summary>
internal enum ItemKind : byte
{
    /// <summary>A mark of the mailbox itself; never delivered.</summary>
    Sentinel,

    /// <summary>An <see cref="Actors.Event"/>, posted by its one owner, or standing in several mailboxes that link no items.</summary>
    Event,

    /// <summary>An event that may stand in several mailboxes, and the way it travels.</summary>
    Delivery,

    /// <summary>The place of the latest event of a name and key.</summary>
    Conflated,

    /// <summary>Stands for the events of a bounded mailbox, which keeps them itself.</summary>
    Batch,

    /// <summary>User code to run in the flow, in mailbox order.</summary>
    Callback,

    /// <summary>A wait's deadline or its task has come, in mailbox order. From here on: accepted also when closed to events.</summary>
    Signal,

    /// <summary>A call of something that the run has open, in mailbox order.</summary>
    Call,

    /// <summary>An event about a child, in mailbox order.</summary>
    Notice,

    /// <summary>The flow's own code goes on: run it even while the body is between wait points.</summary>
    Resumption,
}
