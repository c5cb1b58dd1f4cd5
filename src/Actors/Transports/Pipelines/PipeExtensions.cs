using System.IO.Pipelines;

namespace Actors;

/// <summary>Stream transports as pipes.</summary>
public static class PipeExtensions
{
    /// <summary>Gives a transport to a <see cref="DuplexPipeProtocol"/>, which gets all that comes from now on.</summary>
    /// <param name="transport">A stream of this worker's.</param>
    /// <param name="input">The pipe for what comes in; 64 KiB may lie there by default.</param>
    /// <param name="output">The pipe for what goes out; 64 KiB may lie there by default.</param>
    /// <returns>The pipe; see <see cref="DuplexPipeProtocol"/> for how to await it in a worker.</returns>
    /// <exception cref="InvalidOperationException">It was not called in the transport's worker.</exception>
    public static IDuplexPipe AsDuplexPipe(this IStreamTransport transport, PipeOptions? input = null, PipeOptions? output = null)
    {
        ArgumentNullException.ThrowIfNull(transport);
        var protocol = new DuplexPipeProtocol(input, output);
        protocol.ConnectionMade(transport);
        transport.SetProtocol(protocol);
        return protocol;
    }
}
