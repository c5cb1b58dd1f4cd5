using System.CommandLine;
using System.Runtime.InteropServices;
using Actors.Application.Downloads;
using Spectre.Console;

namespace Actors.Application.CommandLine;

/// <summary>Fetches files, several at a time, and goes on where an earlier run stopped.</summary>
internal static class FetchCommand
{
    /// <summary>At least one file is not there, and the reason was said.</summary>
    public const int SomeFailed = 2;

    /// <summary>Ctrl+C or SIGTERM came before all files were there.</summary>
    public const int Interrupted = 130;

    private const int DefaultParallel = 4;
    private const int MaxParallel = 64;

    public static Command Create()
    {
        var urls = new Argument<string[]>("URL")
        {
            Description = "What to fetch, over http or https. URL#sha256=HEX: the file is accepted only with that hash.",
            Arity = ArgumentArity.OneOrMore,
        };
        urls.Validators.Add(static result =>
        {
            foreach (var url in result.GetValueOrDefault<string[]>() ?? [])
            {
                if (!DownloadList.TryParse(url, out _, out _, out var error)) result.AddError(error);
            }
        });

        var to = new Option<string>("--to")
        {
            Description = "The folder for the files. It is made if it is missing.",
            HelpName = "DIR",
            Required = true,
        };
        var parallel = Number("--parallel", "How many are fetched at a time.", DefaultParallel, 1, MaxParallel);
        var retries = Number(
            "--retries", "How many retries in a row may bring a file no further before it fails.", DownloadOptions.DefaultRetries, 0, int.MaxValue);
        var stall = Number("--stall-timeout", "Seconds without a byte after which an attempt counts as failed.", 30, 1, 24 * 60 * 60);
        var maxSize = ByteOption.Create("--max-size", "How large a file may be, such as 500M or 4G; 0 for no limit.", "100G");
        var minSpeed = ByteOption.Create(
            "--min-speed", "Bytes a second; an attempt that gets less over a minute counts as failed. 0 for no limit.", $"{DownloadOptions.DefaultMinBytesPerSecond}");
        var overwrite = new Option<bool>("--overwrite")
        {
            Description = "Fetches files anew that are there. Without it they are left as they are, and checked if their sha256 is given.",
        };

        var command = new Command(
            "fetch",
            "Fetches files. What is not complete has a name that ends in .part, and the same command goes on with it. " +
            $"Exit code 0: all files are there; 1: wrong arguments; {SomeFailed}: some are not there; {Interrupted}: stopped by Ctrl+C or SIGTERM.")
        {
            urls, to, parallel, retries, stall, maxSize, minSpeed, overwrite,
        };
        command.SetAction((result, _) => FetchAsync(
            result.GetValue(urls)!,
            result.GetValue(to)!,
            result.GetValue(parallel),
            new DownloadOptions
            {
                Retries = result.GetValue(retries),
                StallTimeout = TimeSpan.FromSeconds(result.GetValue(stall)),
                MaxBytes = ByteOption.Of(result.GetValue(maxSize)!) is var most and > 0 ? most : null,
                MinBytesPerSecond = ByteOption.Of(result.GetValue(minSpeed)!),
                Overwrite = result.GetValue(overwrite),
            }));
        return command;
    }

    private static Option<int> Number(string name, string description, int normal, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => normal };
        option.Validators.Add(result =>
        {
            // What is no number was said already.
            if (result.Tokens is not [var token] || !int.TryParse(token.Value, out var value) || (value >= least && value <= most)) return;
            result.AddError(most == int.MaxValue ? $"{name} is {value}: it must be at least {least}." : $"{name} is {value}: it must be {least} to {most}.");
        });
        return option;
    }

    private static async Task<int> FetchAsync(string[] urls, string to, int parallel, DownloadOptions options)
    {
        if (MakeFolder(to, out var error) is not { } folder || DownloadList.TryPlan(urls, folder, out error) is not { } requests)
        {
            await Console.Error.WriteLineAsync(error);
            return 1;
        }

        using var stopping = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var client = DownloadHttp.CreateClient();
        await using var system = new WorkerSystem(new() { HandlesSigTerm = false });
        var time = system.TimeProvider;

        Task<IReadOnlyList<DownloadOutcome>> Run(IDownloadView view) =>
            new DownloadWorkers(system, options, client, parallel, view).RunAsync(requests, stopping.Token);

        var outcomes = Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Ansi
            ? await Run(new FetchLines(Console.Out, Console.Error, time))
            : await FetchBars.RunAsync(AnsiConsole.Console, requests.Count, time, Run);
        var summary = new FetchSummary(requests, outcomes, stopping.IsCancellationRequested);
        await Console.Out.WriteLineAsync(summary.Text);
        return summary.ExitCode;

        // The second one ends the process at once, which costs no more than what a kill costs.
        void Stop(PosixSignalContext context)
        {
            context.Cancel = !stopping.IsCancellationRequested;
            stopping.Cancel();
        }
    }

    private static string? MakeFolder(string to, out string? error)
    {
        error = null;
        try
        {
            return Directory.CreateDirectory(to).FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            error = $"The folder '{to}' cannot be made: {exception.Message}";
            return null;
        }
    }
}
