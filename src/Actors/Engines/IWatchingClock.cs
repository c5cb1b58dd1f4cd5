namespace Actors.Engines;

/// <summary>A clock that has to see what its systems do: a virtual one, which moves when nothing else does.</summary>
internal interface IWatchingClock
{
    /// <summary>Puts itself between a system and its engine.</summary>
    /// <param name="engine">Where the flows happen.</param>
    /// <returns>The engine that the system gets.</returns>
    IWorkerEngine Watch(IWorkerEngine engine);
}
