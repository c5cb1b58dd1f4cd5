using Actors.Application.Downloads;

namespace Actors.Application.CommandLine;

/// <summary>What a fetch says at its end.</summary>
internal sealed class FetchSummary
{
    public FetchSummary(IReadOnlyList<DownloadRequest> requests, IReadOnlyList<DownloadOutcome> outcomes, bool wasStopped)
    {
        var there = outcomes.Count(static outcome => outcome.Result is not null);
        var before = outcomes.Count(static outcome => outcome.Result is { WasThere: true });
        var failed = outcomes.Count(static outcome => outcome.Error is not null);
        var bytes = outcomes.Sum(static outcome => outcome.Result is { WasThere: false } result ? result.Length : 0);
        var all = there == requests.Count;

        // A signal that came when all was done has interrupted nothing.
        ExitCode = all ? 0 : wasStopped ? FetchCommand.Interrupted : FetchCommand.SomeFailed;
        Text =
            $"{there} of {requests.Count} files are there, {before} of them were before. New: {ByteText.Exact(bytes)} bytes. Failed: {failed}. " +
            $"Resumed: {outcomes.Sum(static outcome => outcome.Last.Resumes)}. Started over: {outcomes.Sum(static outcome => outcome.Last.StartedOver)}.";
        if (!all) Text += Environment.NewLine + (wasStopped ? "Stopped. The same command goes on where this one stopped." : "The same command tries again, and goes on where this one stopped.");
    }

    public int ExitCode { get; }

    public string Text { get; }
}
