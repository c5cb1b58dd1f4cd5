namespace Actors.Engines;

/// <summary>The place of one run: its mailbox, and the thread on which its flow takes its turns.</summary>
/// <remarks>
/// A post after <see cref="CloseToEvents"/> or <see cref="TryClose"/> says so. What only the flow may call, it calls inside its turn.
/// </remarks>
internal interface IMailbox
{
    /// <summary>Where items are posted.</summary>
    IMailboxWriter Writer { get; }

    /// <summary>Takes the oldest item; null when there is none. In a turn.</summary>
    /// <remarks>A <see cref="ItemKind.Signal"/> or <see cref="ItemKind.Call"/> is free for another post then, any other item when a later one was taken.</remarks>
    MailboxItem? Take();

    /// <summary>Ends the turn if nothing more has come. After <see langword="true"/> the flow must touch nothing of its own. In a turn.</summary>
    bool TryPark();

    /// <summary>Ends the turn and asks for another, behind the other work of its thread. In a turn, last call.</summary>
    void Yield();

    /// <summary>Refuses events from now on; what was accepted before can still be taken, and the library's own items still come. In a
    /// turn.</summary>
    void CloseToEvents();

    /// <summary>Refuses everything from now on, and frees the place. In a turn, last call but the end of the turn.</summary>
    /// <returns>False when something came meanwhile: take it and try again.</returns>
    bool TryClose();

    /// <summary>Items that have come and were not taken. Any thread; a snapshot.</summary>
    int Count { get; }

    /// <summary>Whether an item may stand in other mailboxes too: it is no node of this one.</summary>
    bool SharesItems => false;
}
