using Actors.Engines.Embedded;

namespace Actors.Hosting;

/// <summary>An engine that a host can choose by name. Each one is a service of this type.</summary>
internal abstract class EngineFactory
{
    /// <summary>The name that settings use.</summary>
    public abstract string Name { get; }

    public abstract IWorkerEngine Create(IServiceProvider services);

    /// <summary>The clock that comes with the engine; null for the system's. One among the services goes before it.</summary>
    public virtual TimeProvider? ClockOf(IWorkerEngine engine) => null;
}

/// <summary>The engine that is always there.</summary>
internal sealed class EmbeddedEngineFactory : EngineFactory
{
    public const string EngineName = "Embedded";

    public override string Name => EngineName;

    public override IWorkerEngine Create(IServiceProvider services) => new EmbeddedEngine();
}
