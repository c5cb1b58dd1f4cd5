namespace Actors.Engines.Embedded;

/// <summary>The newest item of an <see cref="EmbeddedMailbox"/>, for its producers.</summary>
/// <remarks>Made behind the mailbox's rest stop, which keeps it apart in memory from what the consumer touches at each item.</remarks>
internal sealed class EmbeddedWriter : IMailboxWriter
{
    /// <summary>Every how many items it is looked how many there are; a power of two.</summary>
    private const int CrowdCheck = 256;

    private readonly EmbeddedMailbox _mailbox;

    /// <summary>The newest item. Replaced by compare-and-swap alone.</summary>
    private MailboxItem _tail;

    public EmbeddedWriter(EmbeddedMailbox mailbox, MailboxItem tail)
    {
        _mailbox = mailbox;
        _tail = tail;
    }

    /// <summary>The newest item.</summary>
    public MailboxItem Tail => Volatile.Read(ref _tail);

    public bool TryPost(MailboxItem item)
    {
        item.Next = null;
        var last = Tail;
        while (true)
        {
            var depth = last.Depth;
            if (depth < 0 && (last == EmbeddedMailbox.Dead || item.Kind < ItemKind.Signal)) return false;

            item.Depth = After(depth);
            var seen = Interlocked.CompareExchange(ref _tail, item, last);
            if (seen != last)
            {
                last = seen;
                continue;
            }

            // It may have been taken, and posted again, since its number was read; now it stands still until it is linked.
            if (last.Depth != depth) item.Depth = After(last.Depth);
            break;
        }

        Volatile.Write(ref last.Next, item);
        if (last.Kind == ItemKind.Sentinel && ((MailboxStop)last).IsRest) _mailbox.Schedule(isOneOfMany: item.Kind == ItemKind.Delivery);
        else if ((item.Depth & (CrowdCheck - 1)) == 0) _mailbox.CheckCrowd();
        return true;
    }

    /// <summary>Puts a stop in the tail's place, if that is still this item. Does not link it.</summary>
    public bool TryReplace(MailboxItem last, MailboxStop stop) => Interlocked.CompareExchange(ref _tail, stop, last) == last;

    /// <summary>The number of the item behind one with this number; what is closed stays closed.</summary>
    private static int After(int depth) => ((depth + 1) & int.MaxValue) | (depth & MailboxStop.Closed);
}
