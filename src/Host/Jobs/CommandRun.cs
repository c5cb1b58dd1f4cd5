using System.ComponentModel;
using System.Diagnostics;

namespace Actors.Application.Jobs;

/// <summary>Runs a program, and hands on what it writes, as it comes.</summary>
internal static class CommandRun
{
    /// <summary>Runs it to its end.</summary>
    /// <param name="command">The program, and its arguments.</param>
    /// <param name="output">Gets its standard output.</param>
    /// <param name="errors">Gets its standard error; it may be the same.</param>
    /// <param name="options">What it reads, and how much it may write.</param>
    /// <param name="cancellationToken">Kills it, with all that it started.</param>
    /// <returns>Its exit code.</returns>
    /// <exception cref="InvalidOperationException">It cannot be started.</exception>
    /// <exception cref="CommandOutputException">It has written more than it may, and was killed.</exception>
    /// <exception cref="OperationCanceledException">It was killed.</exception>
    public static async Task<int> RunAsync(
        string[] command, Stream output, Stream errors, CommandRunOptions options, CancellationToken cancellationToken)
    {
        using var process = Start(command, options.Input);
        using var reading = new CancellationTokenSource(Timeout.InfiniteTimeSpan, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, reading.Token);
        using (cancellationToken.UnsafeRegister(static process => Kill((Process)process!), process))
        {
            using var copy = new CommandOutput(options.MaxOutputBytes, Stop, either.Token);
            var copies = Task.WhenAll(
                copy.RunAsync(process.StandardOutput.BaseStream, output),
                copy.RunAsync(process.StandardError.BaseStream, errors));
            try
            {
                await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
                if (options.OutputGrace is { } grace) reading.CancelAfter(grace);
                await copies.ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Something that it has started, and left, holds its output open.
            }
            finally
            {
                // They use what is disposed here.
                await copies.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        return process.ExitCode;

        // With nobody who reads, it would stand still as soon as the pipe is full.
        void Stop()
        {
            Kill(process);
            reading.Cancel();
        }
    }

    private static Process Start(string[] command, CommandInput input)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = input == CommandInput.None,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            var process = Process.Start(start)!;
            if (input == CommandInput.None) process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception error)
        {
            throw new InvalidOperationException($"'{command[0]}' cannot be started: {error.Message}", error);
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has just ended by itself.
        }
    }
}
