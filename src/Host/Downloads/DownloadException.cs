namespace Actors.Application.Downloads;

/// <summary>A download that cannot be completed now; the message is for the person who asked for it.</summary>
internal sealed class DownloadException(string message, Exception? inner = null) : Exception(message, inner);
