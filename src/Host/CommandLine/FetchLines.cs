using System.Globalization;
using Actors.Application.Display;
using Actors.Application.Downloads;

namespace Actors.Application.CommandLine;

/// <summary>Shows downloads as lines, for whatever is no terminal: what has happened, and now and then how far each is.</summary>
internal sealed class FetchLines(TextWriter output, TextWriter errors, TimeProvider time) : IDownloadView
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private readonly Lock _gate = new();
    private readonly Dictionary<DownloadRequest, Row> _rows = [];

    public void Begin(DownloadRequest request)
    {
        lock (_gate) _rows[request] = new Row(time);
    }

    public void Report(DownloadRequest request, DownloadProgress progress)
    {
        lock (_gate)
        {
            var row = _rows[request];
            row.Speed.Add(progress.Received);
            if (progress.Resumes > row.Resumes)
            {
                Write(request, $"goes on behind {Of(progress)}");
                row.Resumes = progress.Resumes;
                row.Said = time.GetTimestamp();
            }
            else if (progress.Phase == DownloadPhase.Waiting)
            {
                Write(request, $"{progress.Failure}; again in {progress.Delay.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s, at {Of(progress)}");
            }
            else if (progress.Phase == DownloadPhase.Receiving && time.GetElapsedTime(row.Said) >= Interval)
            {
                Write(request, $"{Of(progress)}{Speed(row, progress)}");
                row.Said = time.GetTimestamp();
            }

            for (; row.StartedOver < progress.StartedOver; row.StartedOver++) Write(request, "starts over");
        }
    }

    public void End(DownloadOutcome outcome)
    {
        lock (_gate)
        {
            _rows.Remove(outcome.Request);
            if (outcome.Error is not null) errors.WriteLine(VisibleText.Of($"{outcome.Request.FileName}: failed, {outcome.Error} ({outcome.Request.Url})"));
            else if (outcome.Result is { } result) Write(outcome.Request, $"{(result.WasThere ? "was there" : "done")}, {ByteText.Exact(result.Length)} bytes");
            else Write(outcome.Request, $"stopped at {Of(outcome.Last)}");
        }
    }

    private static string Of(DownloadProgress progress) =>
        progress.Length is { } length
            ? $"{ByteText.Exact(progress.Received)} of {ByteText.Exact(length)} bytes"
            : $"{ByteText.Exact(progress.Received)} bytes";

    private static string Speed(Row row, DownloadProgress progress) =>
        (row.Speed.BytesPerSecond is { } speed ? $", {ByteText.Short(speed)}/s" : "") +
        (row.Speed.TimeLeft(progress.Length) is { } left ? $", {left:hh\\:mm\\:ss} left" : "");

    private void Write(DownloadRequest request, string text) => output.WriteLine(VisibleText.Of($"{request.FileName}: {text}"));

    private sealed class Row(TimeProvider time)
    {
        public TransferSpeed Speed { get; } = new(time);

        public int Resumes { get; set; }

        public int StartedOver { get; set; }

        public long Said { get; set; } = time.GetTimestamp();
    }
}
