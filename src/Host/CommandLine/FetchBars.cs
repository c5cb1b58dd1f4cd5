using Actors.Application.Display;
using Actors.Application.Downloads;
using Spectre.Console;

namespace Actors.Application.CommandLine;

/// <summary>Shows downloads in a terminal: a bar for each that is under way, and one for all.</summary>
internal sealed class FetchBars : IDownloadView
{
    private const int MaxName = 40;
    private readonly Lock _gate = new();
    private readonly Dictionary<DownloadRequest, ProgressTask> _rows = [];
    private readonly IAnsiConsole _console;
    private readonly ProgressContext _context;
    private readonly ProgressTask _all;
    private readonly TimeProvider _time;

    private FetchBars(IAnsiConsole console, ProgressContext context, int count, TimeProvider time)
    {
        _console = console;
        _context = context;
        _time = time;
        _all = context.AddTask("all files", maxValue: count);
    }

    /// <summary>Shows what a function does while it does it.</summary>
    public static Task<T> RunAsync<T>(IAnsiConsole console, int count, TimeProvider time, Func<IDownloadView, Task<T>> run) =>
        console.Progress()
            .HideCompleted(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 30 }, new FetchStateColumn())
            .StartAsync(context => run(new FetchBars(console, context, count, time)));

    public void Begin(DownloadRequest request)
    {
        lock (_gate)
        {
            var name = request.FileName.Length <= MaxName ? request.FileName : request.FileName[..(MaxName - 1)] + "…";
            var row = _context.AddTaskBefore(VisibleText.Of(name).EscapeMarkup(), new ProgressTaskSettings { AutoStart = true }, _all);
            row.IsIndeterminate = true;
            row.State.Update<FetchState>(FetchState.Key, _ => new FetchState(new TransferSpeed(_time)));
            _rows[request] = row;
        }
    }

    public void Report(DownloadRequest request, DownloadProgress progress)
    {
        lock (_gate)
        {
            var row = _rows[request];
            row.State.Update<FetchState>(FetchState.Key, state =>
            {
                state.Speed.Add(progress.Received);
                return state with { Progress = progress };
            });
            if (progress.Length is not { } length) return;
            row.IsIndeterminate = false;
            row.MaxValue = Math.Max(1, length);

            // A row that is full would count as ended, and it is not before the file has its name.
            row.Value = Math.Min(progress.Received, row.MaxValue - 0.001);
        }
    }

    public void End(DownloadOutcome outcome)
    {
        lock (_gate)
        {
            // Only what is under way has a row: 200 would not fit on the screen.
            if (_rows.Remove(outcome.Request, out var row)) row.StopTask();

            if (outcome.Result is not null) _all.Increment(1);
            if (outcome.Error is not null)
            {
                _console.MarkupLineInterpolated(
                    $"[red]{VisibleText.Of(outcome.Request.FileName)}[/]: failed, {VisibleText.Of(outcome.Error)} ({outcome.Request.Url.AbsoluteUri})");
            }
        }
    }
}
