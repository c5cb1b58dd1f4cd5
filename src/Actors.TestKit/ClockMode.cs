namespace Actors.TestKit;

/// <summary>What moves a <see cref="VirtualTime"/>.</summary>
public enum ClockMode
{
    /// <summary>It runs while the test waits: at a wait of the main flow (<c>await Wait(worker)</c>), for a worker's
    /// <see cref="Worker.Completion"/>, a stop or a pause, in a <see cref="Probe"/>'s expectation, and in the methods of the clock. Whoever
    /// has asked for a completion counts as waiting until it comes.</summary>
    Automatic,

    /// <summary>Only the methods of the clock move it.</summary>
    Manual,
}
