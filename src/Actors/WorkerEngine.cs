namespace Actors;

/// <summary>Where a system's workers live.</summary>
public enum WorkerEngine
{
    /// <summary>Each running worker is an actor of an actor system: the application's, or one that the library makes.</summary>
    AkkaNet,

    /// <summary>Without an actor system: no assembly of Akka.NET is loaded.</summary>
    Embedded,
}
