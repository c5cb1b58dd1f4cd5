using System.Diagnostics;
using Microsoft.Extensions.Logging;
using static Actors.CurrentWorker;

namespace Actors.Application.Hub;

/// <summary>A command whose lines are published on a channel. Its worker is a child of the hub, and runs the command once each time its
/// body runs: a restart policy starts it again.</summary>
internal sealed class HubSource(int number, HubSourceOptions options, HubChannels channels, HubPace pace, int maxLineBytes, ILogger logger)
{
    /// <summary>How long a command may take to end by itself when the hub stops.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    public Worker Start() => Current.System.Start(RunAsync, new WorkerOptions { Name = $"source-{number}", Restart = Policy() });

    private async Task RunAsync()
    {
        var start = new ProcessStartInfo(options.Command, options.Arguments)
        {
            WorkingDirectory = options.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var (transport, source) = await EventLoop.Current.StartSubprocess(
            () => new HubSourceProtocol(options.Channel, channels, pace, maxLineBytes, logger), start);
        logger.SourceStarted(options.Command, transport.ProcessId, options.Channel);
        try
        {
            var code = await source.Ended.Get();
            logger.SourceEnded(options.Command, transport.ProcessId, code);
            if (code != 0) throw new InvalidOperationException($"The command '{options.Command}' ended with exit code {code}.");
        }
        finally
        {
            if (!source.Ended.IsDone)
            {
                Terminate(transport);
                await Wait(source.Ended.Task, Grace);
            }
        }
    }

    private static void Terminate(ISubprocessTransport transport)
    {
        try
        {
            transport.Terminate();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself; what it started keeps its pipes open, and is not the hub's to end.
        }
    }

    private RestartPolicy? Policy() => options.Restart == HubSourceRestart.Never
        ? null
        : new RestartPolicy
        {
            Mode = options.Restart == HubSourceRestart.Always ? RestartMode.Always : RestartMode.OnFailure,
            MaxRestarts = options.MaxRestarts,
            Window = options.Window,
            Backoff = options.Backoff,
        };
}
