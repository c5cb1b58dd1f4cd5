namespace Actors.Engines.Embedded;

/// <summary>Turns on the thread behind a <see cref="SynchronizationContext"/>.</summary>
internal sealed class ContextScheduler(SynchronizationContext context) : TurnScheduler
{
    private static readonly SendOrPostCallback Execute = static mailbox => ((EmbeddedMailbox)mailbox!).ExecuteAsGuest();

    public override void Schedule(EmbeddedMailbox mailbox, bool isOneOfMany)
    {
        try
        {
            context.Post(Execute, mailbox);
        }
        catch (Exception)
        {
            // The context is gone, as a closed window's is. The worker must still end, and whoever posted has no part in it.
            ThreadPool.UnsafeQueueUserWorkItem(mailbox, preferLocal: false);
        }
    }
}
