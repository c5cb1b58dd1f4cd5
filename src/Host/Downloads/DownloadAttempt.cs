using System.Buffers;
using System.Net;

namespace Actors.Application.Downloads;

/// <summary>One request, and what comes of it in the part file.</summary>
internal sealed class DownloadAttempt(
    DownloadRequest request, DownloadOptions options, HttpClient client, TimeProvider time, PartFile part, DownloadMeter meter)
{
    /// <summary>Bytes before the offset that are asked for once more, and compared: a server that sends other bytes than it says, or
    /// changes a file and not its tag, mostly shows itself there.</summary>
    public const int Overlap = 4096;

    private const int BufferSize = 80 * 1024;
    private const long BytesBetweenCheckpoints = 32 * 1024 * 1024;

    /// <summary>Fetches what is missing, or as much of it as the server sends at once.</summary>
    /// <exception cref="AttemptException">Another attempt may bring the rest.</exception>
    /// <exception cref="DownloadException">None will.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        meter.Report(DownloadPhase.Connecting);
        using var guard = new StallGuard(options.StallTimeout, time, cancellationToken);
        try
        {
            if (!CanResume) meter.StartOver();
            long? from = part.Length > 0 ? Math.Max(0, part.Length - Overlap) : null;
            var response = await DownloadHttp.GetAsync(client, request.Url, from, part.Record, guard).ConfigureAwait(false);
            if (from is not null && Answer.MayRefuseThePart(response))
            {
                // It would refuse it in each attempt of each run. What is there stays until the whole file begins to come.
                from = null;
                response.Dispose();
                response = await DownloadHttp.GetAsync(client, request.Url, from, part.Record, guard).ConfigureAwait(false);
            }

            using var disposing = response;
            var answer = Answer.Read(response, from, part.Record, request, options, time.GetUtcNow());
            if (response.StatusCode == HttpStatusCode.OK) meter.Begin(PartRecord.From(request.Url, response, answer.FileLength));
            await using var body = await response.Content.ReadAsStreamAsync(guard.Token).ConfigureAwait(false);
            await ReceiveAsync(body, answer, guard, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (guard.HasStalled && !cancellationToken.IsCancellationRequested)
        {
            throw new AttemptException($"the server has sent nothing for {options.StallTimeout.TotalSeconds:0.#} s");
        }
        catch (HttpRequestException error)
        {
            throw new AttemptException(Reason(error), error);
        }
    }

    // Without any of them, nothing would show that the rest belongs to another file.
    private bool CanResume => part.Record?.Condition is not null || request.Sha256 is not null;

    private async Task ReceiveAsync(Stream body, Answer answer, StallGuard guard, CancellationToken cancellationToken)
    {
        var known = (int)(part.Length - answer.Offset);
        var before = await part.ReadAsync(answer.Offset, known, cancellationToken).ConfigureAwait(false);
        var received = 0L;
        var checkpoint = part.Length;
        var floor = new SpeedFloor(options.MinBytesPerSecond, time);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            meter.Report(DownloadPhase.Receiving);
            while (await ReadAsync(body, buffer, guard).ConfigureAwait(false) is var count and > 0)
            {
                guard.Kick();
                floor.Add(count);
                if (received + count > answer.Count) throw new AttemptException("the server sends more than it says") { StartOver = true };
                var compared = (int)Math.Min(count, Math.Max(0, known - received));
                if (!buffer.AsSpan(0, compared).SequenceEqual(before.AsSpan((int)Math.Min(received, known), compared)))
                {
                    throw new AttemptException("the server sends other bytes than before") { StartOver = true };
                }

                received += count;
                if (compared == count) continue;
                if (known > 0 && received - count <= known) meter.Resume();
                if (part.Length + count - compared > options.MaxBytes) throw TooLarge();
                await part.AppendAsync(buffer.AsMemory(compared, count - compared), cancellationToken).ConfigureAwait(false);
                meter.Report(DownloadPhase.Receiving);
                if (part.Length - checkpoint < BytesBetweenCheckpoints) continue;
                await part.CheckpointAsync().ConfigureAwait(false);
                checkpoint = part.Length;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (received < answer.Count) throw new AttemptException("the connection ended early");
        if (received <= known && known > 0 && !part.IsComplete) throw new AttemptException("the server sends nothing new") { StartOver = answer.FileLength is null };
        if (answer.FileLength is { } length && part.Record!.Length is null) part.SetLength(length);
        if (answer.Count is null) part.SetLength(part.Length);
    }

    /// <summary>Only a body that does not say how long it is gets here. It may have no end, and what has come of it is worth nothing.</summary>
    private DownloadException TooLarge()
    {
        part.TruncateTo(0);
        return new DownloadException($"it is longer than {ByteText.Exact(options.MaxBytes!.Value)} bytes, the limit");
    }

    private static async ValueTask<int> ReadAsync(Stream body, byte[] buffer, StallGuard guard)
    {
        try
        {
            return await body.ReadAsync(buffer.AsMemory(0, BufferSize), guard.Token).ConfigureAwait(false);
        }
        catch (HttpIOException error) when (error.HttpRequestError == HttpRequestError.InvalidResponse)
        {
            throw new AttemptException($"the server sends a body that cannot be read: {error.Message}", error);
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            throw new AttemptException("the connection ended early", error);
        }
    }

    private static string Reason(HttpRequestException error) => error.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "the name of the server is not known",
        HttpRequestError.ConnectionError => $"no connection to the server: {error.Message}",
        HttpRequestError.SecureConnectionError => $"no secure connection to the server: {error.InnerException?.Message ?? error.Message}",
        HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded => $"the server sends an answer that cannot be read: {error.Message}",
        HttpRequestError.ResponseEnded => "the connection ended before an answer",
        _ => error.Message,
    };
}
