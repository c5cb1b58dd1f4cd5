using System.CommandLine;
using System.Runtime.InteropServices;
using Actors.Application.Jobs;

namespace Actors.Application.CommandLine;

/// <summary>Runs a program as a worker, with its output.</summary>
internal static class RunCommand
{
    /// <summary>The program cannot be started, as shells say it.</summary>
    public const int NotFound = 127;

    public static Command Create()
    {
        var program = new Argument<string[]>("COMMAND")
        {
            Description = "The program, and its arguments; no shell reads them.",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command(
            "run",
            "Runs a program as a worker: run -- COMMAND. Its output comes as it is written, and its exit code is this one's; " +
            $"{NotFound} if it cannot be started, {FetchCommand.Interrupted} if it was killed. Ctrl+C reaches it too; a second one, or SIGTERM, kills it with all that it started.")
        {
            program,
        };
        command.SetAction((result, _) => RunAsync(result.GetValue(program)!));
        return command;
    }

    private static async Task<int> RunAsync(string[] command)
    {
        await using var system = new WorkerSystem(new() { HandlesSigTerm = false });
        await using var output = Console.OpenStandardOutput();
        await using var errors = Console.OpenStandardError();

        // A plain await in the worker: its stop reaches the program by the token, and it ends with the program.
        var worker = system.Start(
            async () => await CommandRun.RunAsync(command, output, errors, new(), CurrentWorker.Stopping),
            new WorkerOptions { Name = "command", LogFailures = false });
        var isTold = 0;
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            // The terminal has sent the first one to the program too, which may want to end in its own way.
            context.Cancel = true;
            if (Interlocked.Exchange(ref isTold, 1) == 1) worker.Stop();
        });
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            worker.Stop();
        });

        var end = await worker.Completion;
        if (end.Error is OperationCanceledException || end.State == WorkerState.Stopped) return FetchCommand.Interrupted;
        if (end.Error is null) return (int)end.Value!;
        await Console.Error.WriteLineAsync(end.Error.Message);
        return NotFound;
    }
}
