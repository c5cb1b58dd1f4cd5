using Actors.Engines.AkkaNet.Mailboxes;
using Akka.Dispatch;

namespace Actors.Engines.AkkaNet.Dispatchers;

/// <summary>Hands an actor's work to whoever polls it.</summary>
internal sealed class PolledExecutor(PolledMailbox mailbox) : ExecutorService("polled")
{
    public override void Execute(IRunnable run) => mailbox.OnScheduled(run);

    public override void Shutdown()
    {
    }
}
