using Actors.Hosting;

namespace Actors;

/// <summary>How a host runs its workers. Checked when the host starts.</summary>
public sealed class WorkersOptions
{
    /// <summary>The engine on which the workers run.</summary>
    /// <value>The name of an engine that the application has; <c>Embedded</c> by default.</value>
    public string Engine { get; set; } = EmbeddedEngineFactory.EngineName;

    /// <summary>How long a stopping host waits for its workers; then those that did not stop are logged with what they wait for.</summary>
    /// <value>More than zero. Null, the default: as long as the host's own shutdown timeout, which always is the upper limit.</value>
    public TimeSpan? ShutdownTimeout { get; set; }
}
