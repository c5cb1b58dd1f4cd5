using Actors.Application.Downloads;

namespace Actors.Application.Jobs;

/// <summary>Hands on what a command writes to its two streams, up to a limit for both.</summary>
/// <param name="limit">Bytes; null for no limit.</param>
/// <param name="stop">Ends the command, when nobody can take its output any more. May be called twice.</param>
/// <param name="cancellationToken">Ends the reading.</param>
internal sealed class CommandOutput(long? limit, Action stop, CancellationToken cancellationToken) : IDisposable
{
    private const int BufferSize = 16 * 1024;

    /// <summary>One target may be that of both streams: its pieces must not be mixed up.</summary>
    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>Bytes that may still come; behind <see cref="_gate"/>.</summary>
    private long _left = limit ?? long.MaxValue;

    /// <summary>Copies one stream to its end.</summary>
    /// <exception cref="CommandOutputException">There is more than the limit; what fits was handed on.</exception>
    public async Task RunAsync(Stream from, Stream to)
    {
        var buffer = new byte[BufferSize];
        try
        {
            while (await from.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var count and > 0)
            {
                await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
                try
                {
                    var fits = (int)Math.Min(count, _left);
                    _left -= fits;
                    await to.WriteAsync(buffer.AsMemory(0, fits), cancellationToken).ConfigureAwait(false);
                    await to.FlushAsync(cancellationToken).ConfigureAwait(false);
                    if (fits < count) throw new CommandOutputException($"it was killed: its output is longer than {ByteText.Exact(limit!.Value)} bytes");
                }
                finally
                {
                    _gate.Release();
                }
            }
        }
        catch
        {
            stop();
            throw;
        }
    }

    public void Dispose() => _gate.Dispose();
}
