using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Actors.Application.Files;

namespace Actors.Application.Downloads;

/// <summary>Fetches one file over HTTP, and gives it its name when it is complete.</summary>
/// <remarks>
/// <para>Bytes go to <c>NAME.part</c>. What is there when a run ends early, in whatever way, is where the next one goes on, if the server can
/// tell that the file has not changed since: by a strong entity tag or a time of change, sent as <c>If-Range</c>. Without these it goes on only
/// if the hash of the file is given, which is compared at the end; else it starts over. The file is renamed when its length is the one that
/// the server gave, and its hash the one that was given.</para>
/// <para>What cannot be known without a hash: that a server gives the bytes of a wrong or shorter file, with a length that fits them; and that it
/// changes a file, not its tag, not its length, and not the 4096 bytes before the place where a download goes on.</para>
/// </remarks>
internal sealed class Download(DownloadRequest request, DownloadOptions options, HttpClient client, TimeProvider time)
{
    /// <summary>Fetches it.</summary>
    /// <param name="progress">Is told on the threads of the download, a call at a time.</param>
    /// <param name="cancellationToken">Stops it; what is there is kept.</param>
    /// <exception cref="DownloadException">It is not there, and the message says why. What has come may be kept for the next run.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task<DownloadResult> RunAsync(IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        try
        {
            using var part = PartFile.TryOpen(request.FilePath, request.Url)
                ?? throw new DownloadException($"another download of '{request.FileName}' is under way in '{request.Directory}'");
            var meter = new DownloadMeter(part, progress);
            var done = false;
            try
            {
                var result = await FindAsync(part, cancellationToken).ConfigureAwait(false)
                    ?? await FetchAsync(part, meter, cancellationToken).ConfigureAwait(false);
                done = true;
                return result;
            }
            finally
            {
                if (!done) await KeepAsync(part).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DownloadException($"'{request.FilePath}' cannot be written: {error.Message}", error);
        }
    }

    /// <summary>The file, if it is there already.</summary>
    private async Task<DownloadResult?> FindAsync(PartFile part, CancellationToken cancellationToken)
    {
        // Also before it is replaced: what is no regular file was put there by somebody for a purpose.
        if (!PlainFile.Exists(request.FilePath) || options.Overwrite) return null;
        await using var stream = new FileStream(PlainFile.OpenRead(request.FilePath), FileAccess.Read);
        if (request.Sha256 is not null)
        {
            var hash = Convert.ToHexString(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
            if (!IsExpected(hash)) throw new DownloadException($"'{request.FilePath}' is there with the sha256 {hash}; --overwrite replaces it");
        }

        part.Discard();
        return new DownloadResult(stream.Length, WasThere: true, 0, 0);
    }

    private async Task<DownloadResult> FetchAsync(PartFile part, DownloadMeter meter, CancellationToken cancellationToken)
    {
        var attempt = new DownloadAttempt(request, options, client, time, part, meter);
        var furthest = part.Length;
        var failures = 0;
        var backoff = TimeSpan.Zero;
        while (true)
        {
            AttemptException failure;
            var began = time.GetTimestamp();
            try
            {
                while (!part.IsComplete) await attempt.RunAsync(cancellationToken).ConfigureAwait(false);
                await VerifyAsync(part, meter, cancellationToken).ConfigureAwait(false);
                if (PlainFile.Exists(request.FilePath) && !options.Overwrite) throw new DownloadException($"'{request.FilePath}' was made by another program meanwhile");
                var length = part.Length;
                part.Complete(request.FilePath);
                return new DownloadResult(length, WasThere: false, meter.Resumes, meter.StartedOver);
            }
            catch (AttemptException error)
            {
                failure = error;
            }

            if (failure.StartOver) meter.StartOver();
            failures = IsProgress(part.Length - furthest, time.GetElapsedTime(began) + backoff) ? 1 : failures + 1;
            furthest = Math.Max(furthest, part.Length);
            if (failures > options.Retries) throw new DownloadException(GiveUp(failure), failure);
            await part.CheckpointAsync().ConfigureAwait(false);
            backoff = options.BackoffBefore(failures) * (1 + (options.Jitter * Jitter()));
            var wait = failure.RetryAfter > backoff ? failure.RetryAfter.Value : backoff;
            var delay = Task.Delay(wait, time, cancellationToken);
            meter.Report(DownloadPhase.Waiting, failure.Message, wait);
            await delay.ConfigureAwait(false);
        }
    }

    private async Task VerifyAsync(PartFile part, DownloadMeter meter, CancellationToken cancellationToken)
    {
        if (request.Sha256 is null) return;
        meter.Report(DownloadPhase.Verifying);
        var hash = await part.HashAsync(cancellationToken).ConfigureAwait(false);
        if (IsExpected(hash)) return;

        // Of several answers one may have belonged to another file. One alone will be the same next time.
        if (!meter.IsOneAnswer) throw new AttemptException($"its sha256 is {hash}, put together of several answers") { StartOver = true };
        part.TruncateTo(0);
        throw new DownloadException($"its sha256 is {hash}, and should be {request.Sha256.ToUpperInvariant()}");
    }

    private string GiveUp(AttemptException failure) =>
        options.Retries == 0 ? failure.Message : $"{failure.Message}; retries in a row without progress: {options.Retries}";

    /// <summary>Whether an attempt, with the backoff before it, was worth its time. One byte in each would be a download without end.</summary>
    private bool IsProgress(long bytes, TimeSpan elapsed) => bytes > 0 && bytes >= options.MinBytesPerSecond * elapsed.TotalSeconds;

    /// <summary>Leaves the next run something to go on with, or nothing.</summary>
    private static async Task KeepAsync(PartFile part)
    {
        if (part.Length == 0) part.Discard();
        else await part.CheckpointAsync().ConfigureAwait(false);
    }

    private bool IsExpected(string hash) => hash.Equals(request.Sha256, StringComparison.OrdinalIgnoreCase);

    [SuppressMessage("Security", "CA5394", Justification = "It spreads retries; nothing depends on nobody guessing it.")]
    private static double Jitter() => Random.Shared.NextDouble();
}
