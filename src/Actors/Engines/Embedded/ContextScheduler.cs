namespace Actors.Engines.Embedded;

/// <summary>Turns on the thread behind a <see cref="SynchronizationContext"/>.</summary>
internal sealed class ContextScheduler(SynchronizationContext context) : TurnScheduler
{
    private static readonly SendOrPostCallback Execute = static mailbox => ((EmbeddedMailbox)mailbox!).Execute();

    public override void Schedule(EmbeddedMailbox mailbox) => context.Post(Execute, mailbox);
}
