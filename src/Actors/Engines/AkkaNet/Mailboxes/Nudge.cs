using Akka.Actor;

namespace Actors.Engines.AkkaNet.Mailboxes;

/// <summary>Asks for a turn, and carries nothing.</summary>
internal sealed class Nudge : INoSerializationVerificationNeeded
{
    public static readonly Nudge Instance = new();

    private Nudge()
    {
    }
}
