namespace Actors;

/// <summary>How a host runs its workers. Checked when the host starts.</summary>
public sealed class WorkersOptions
{
    /// <summary>The engine on which the workers run.</summary>
    /// <value>Null, the default: <see cref="WorkerEngine.AkkaNet"/>, in the actor system of <c>AddAkka</c> where the host has one, else in one of the
    /// workers' own; or the engine that a virtual clock among the services brings.</value>
    public WorkerEngine? Engine { get; set; }

    /// <summary>How long a stopping host waits for its workers; then those that did not stop are logged with what they wait for.</summary>
    /// <value>More than zero. Null, the default: as long as the host's own shutdown timeout, which always is the upper limit.</value>
    public TimeSpan? ShutdownTimeout { get; set; }

    /// <summary>How long a stopping worker holds back those that were added before it; then they are told too, and all are waited for
    /// until the timeout.</summary>
    /// <value>More than zero. Null, the default: 5 seconds, or a sixth of <see cref="ShutdownTimeout"/> where that is less.</value>
    public TimeSpan? StopGrace { get; set; }

    internal TimeSpan Grace
    {
        get
        {
            var usual = TimeSpan.FromSeconds(5);
            return StopGrace ?? (ShutdownTimeout / 6 is { } sixth && sixth < usual ? sixth : usual);
        }
    }
}
