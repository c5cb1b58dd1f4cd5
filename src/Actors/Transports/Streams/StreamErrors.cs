using System.Net.Sockets;

namespace Actors.Transports.Streams;

/// <summary>What goes wrong with channels.</summary>
internal static class StreamErrors
{
    /// <summary>A stream wraps what its socket says.</summary>
    public static Exception Unwrap(Exception error)
    {
        for (var inner = error; inner is not null; inner = inner.InnerException)
        {
            if (inner is SocketException) return inner;
        }

        return error;
    }
}
