using Akka.Dispatch;

namespace Actors.AkkaNet.Dispatchers;

/// <summary>Runs an actor on the thread behind a <see cref="SynchronizationContext"/>.</summary>
/// <remarks>Akka's synchronized dispatcher goes through a task scheduler, and an actor stands still for ever when its context is
/// gone.</remarks>
internal sealed class ContextExecutor(SynchronizationContext context) : ExecutorService("context")
{
    private static readonly SendOrPostCallback Run = static run => ((IRunnable)run!).Run();

    public override void Execute(IRunnable run)
    {
        try
        {
            context.Post(Run, run);
        }
        catch (Exception)
        {
            // The context is gone, as a closed window's is. The worker must still end, and whoever posted has no part in it.
            ThreadPool.UnsafeQueueUserWorkItem(static run => run.Run(), run, preferLocal: false);
        }
    }

    public override void Shutdown()
    {
    }
}
