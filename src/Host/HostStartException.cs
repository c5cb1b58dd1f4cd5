namespace Actors.Application;

/// <summary>The host cannot start for a reason that its settings or its machine have, not its code: the message says it all, in one line.</summary>
internal sealed class HostStartException(string message, Exception cause) : InvalidOperationException(message, cause);
