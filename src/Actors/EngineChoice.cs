using System.Diagnostics.CodeAnalysis;
using Actors.Engines.AkkaNet;
using Actors.Engines.Embedded;

namespace Actors;

/// <summary>Picks a system's engine. Nothing but the chosen one is loaded.</summary>
internal static class EngineChoice
{
    /// <summary>Whether the program has the engine on Akka.NET.</summary>
    /// <value>True by default. A trimmed program that sets the runtime option <c>Actors.AkkaNet</c> to false leaves it out, with all of
    /// Akka.NET.</value>
    [FeatureSwitchDefinition("Actors.AkkaNet")]
    public static bool HasAkkaNet => !AppContext.TryGetSwitch("Actors.AkkaNet", out var isOn) || isOn;

    /// <summary>The engine that is asked for; else the one that the clock brings; else Akka.NET.</summary>
    /// <exception cref="ArgumentException">The program does not have that engine, or a virtual clock cannot watch it.</exception>
    public static WorkerEngine Of(WorkerEngine? asked, TimeProvider? clock)
    {
        if (asked is { } engine && !Enum.IsDefined(engine)) throw new ArgumentException($"There is no engine {engine}.");
        if (asked == WorkerEngine.AkkaNet && clock is IWatchingClock)
        {
            throw new ArgumentException(
                "A virtual clock watches the embedded engine: leave WorkerSystemOptions.Engine away, or set it to Embedded. " +
                "With an actor system, let that have Akka's TestScheduler.");
        }

        if (asked == WorkerEngine.AkkaNet && !HasAkkaNet)
        {
            throw new ArgumentException("This program was built without Akka.NET (its runtime option Actors.AkkaNet is false): set the engine to Embedded.");
        }

        return asked ?? (clock is IWatchingClock || !HasAkkaNet ? WorkerEngine.Embedded : WorkerEngine.AkkaNet);
    }

    /// <summary>Makes the engine for a system without a host.</summary>
    /// <exception cref="ArgumentException">An option has a value that it cannot have.</exception>
    public static IWorkerEngine Create(WorkerSystemOptions options)
    {
        options.Validate();
        if (Of(options.Engine, options.TimeProvider) == WorkerEngine.Embedded) return new EmbeddedEngine();
        return HasAkkaNet ? OwnActorSystem.CreateEngine(options.LoggerFactory) : new EmbeddedEngine();
    }
}
