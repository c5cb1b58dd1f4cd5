using Akka.Dispatch;

namespace Actors.Engines.AkkaNet.Dispatchers;

/// <summary>Runs an actor on the thread behind a <see cref="SynchronizationContext"/>.</summary>
/// <remarks>Akka's synchronized dispatcher goes through a task scheduler, and an actor stands still for ever when its context is
/// gone.</remarks>
internal sealed class ContextExecutor(SynchronizationContext context, IFlow flow) : ExecutorService("context")
{
    private static readonly SendOrPostCallback Run = static run => ((IRunnable)run!).Run();

    private readonly ContextTurns _turns = new(context, flow);

    public override void Execute(IRunnable run) => _turns.Post(Run, run);

    public override void Shutdown()
    {
    }
}
