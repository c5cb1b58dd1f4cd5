namespace Actors.Application.Jobs;

/// <summary>A command has written more than it may, and was killed.</summary>
internal sealed class CommandOutputException(string message) : Exception(message);
