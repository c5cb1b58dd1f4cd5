using Actors.Engines.AkkaNet.Mailboxes;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;

namespace Actors.Engines.AkkaNet.Dispatchers;

/// <summary>Akka's default dispatcher, as the configuration has it, but that a worker which is woken in another's turn may stay with its
/// thread.</summary>
/// <remarks>See <see cref="NextTurn"/>. For workers alone, and only where the configuration leaves the default dispatcher on the thread pool: each
/// of their actors' runs ends soon, or goes on in a turn that is watched.</remarks>
internal sealed class WorkersDispatcher : MessageDispatcherConfigurator
{
    /// <summary>The name by which the actors of workers ask for it.</summary>
    public const string Id = "actors.default-dispatcher";

    private readonly MessageDispatcher _dispatcher;

    private WorkersDispatcher(Config config, MessageDispatcher original, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites) => _dispatcher = new Dispatcher(
            this,
            original.Id,
            original.Throughput,
            original.ThroughputDeadlineTime,
            new Factory(),
            original.ShutdownTimeout);

    /// <summary>Makes it known to the actor system.</summary>
    /// <returns>False where the workers run on the default dispatcher itself.</returns>
    public static bool TryRegister(ExtendedActorSystem system)
    {
        var original = system.Dispatchers.DefaultGlobalDispatcher;
        if (!PoolDispatchers.Contains(original)) return false;

        var section = original.Configurator.Config;
        var mailbox = WorkerMailboxType.Replaces(system, section) ? AkkaDefaults.Config.GetString($"{Id}.mailbox-type") : "";
        var config = ConfigurationFactory.ParseString($"id = {Id}, mailbox-type = \"{mailbox}\"").WithFallback(section);
        system.Dispatchers.RegisterConfigurator(Id, new WorkersDispatcher(config, original, system.Dispatchers.Prerequisites));
        return true;
    }

    public override MessageDispatcher Dispatcher() => _dispatcher;

    private sealed class Factory : ExecutorServiceFactory
    {
        public override ExecutorService Produce(string id) => new Executor(id);
    }

    private sealed class Executor(string id) : ExecutorService(id)
    {
        public override void Execute(IRunnable run)
        {
            if (NextTurn.TryKeep(run)) return;

            // Whom a worker wakes is likely to wake others in turn. Outside turns: who wakes many wakes them for all cores, and an actor that has had
            // its share must not get its own turn back before all others, as it would from the local queue.
            if (NextTurn.IsInTurn) ThreadPool.UnsafeQueueUserWorkItem(new Served(run), preferLocal: true);
            else ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: false);
        }

        public override void Shutdown()
        {
        }
    }

    /// <summary>Runs an actor, and then what was kept meanwhile.</summary>
    private sealed class Served(IRunnable run) : IThreadPoolWorkItem
    {
        public void Execute()
        {
            var next = NextTurn.OfThisThread;
            var isFirst = next.Begin();
            run.Execute();
            if (isFirst) next.Serve();
        }
    }
}
