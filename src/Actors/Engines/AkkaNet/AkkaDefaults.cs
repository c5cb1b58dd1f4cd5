using Akka.Configuration;

namespace Actors.Engines.AkkaNet;

/// <summary>Configuration that the engine brings, below everything that the application configures.</summary>
internal static class AkkaDefaults
{
    /// <summary>The dispatcher of workers with a thread of their own.</summary>
    public const string PinnedDispatcher = "actors.pinned-dispatcher";

    public static readonly Config Config = ConfigurationFactory.ParseString(
        """
        actors.pinned-dispatcher {
          type = PinnedDispatcher
          executor = fork-join-executor
          throughput = 30
          throughput-deadline-time = 0ms
          dedicated-thread-pool {
            thread-count = 1
            threadtype = background
          }
        }
        actors.default-dispatcher.mailbox-type = "Actors.Engines.AkkaNet.Mailboxes.WorkerMailboxType, Actors"
        """);
}
