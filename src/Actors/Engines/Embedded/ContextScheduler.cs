namespace Actors.Engines.Embedded;

/// <summary>Turns on the thread behind a <see cref="SynchronizationContext"/>.</summary>
internal sealed class ContextScheduler(SynchronizationContext context, IFlow flow) : TurnScheduler
{
    private static readonly SendOrPostCallback Execute = static mailbox => ((EmbeddedMailbox)mailbox!).ExecuteAsGuest();

    private readonly ContextTurns _turns = new(context, flow);

    public override void Schedule(EmbeddedMailbox mailbox, bool isOneOfMany) => _turns.Post(Execute, mailbox);
}
