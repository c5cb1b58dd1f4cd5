using System.ComponentModel;
using System.Diagnostics;

namespace Actors.Application.Jobs;

/// <summary>Runs a program, and hands on what it writes, as it comes.</summary>
internal static class CommandRun
{
    private const int BufferSize = 16 * 1024;

    /// <summary>Runs it to its end.</summary>
    /// <param name="command">The program, and its arguments.</param>
    /// <param name="output">Gets its standard output.</param>
    /// <param name="errors">Gets its standard error; it may be the same.</param>
    /// <param name="cancellationToken">Kills it, with all that it started.</param>
    /// <returns>Its exit code.</returns>
    /// <exception cref="InvalidOperationException">It cannot be started.</exception>
    /// <exception cref="OperationCanceledException">It was killed.</exception>
    public static async Task<int> RunAsync(string[] command, Stream output, Stream errors, CancellationToken cancellationToken)
    {
        using var process = Start(command);
        using (cancellationToken.UnsafeRegister(static process => Kill((Process)process!), process))
        {
            // One stream may be both: its pieces must not be mixed up.
            using var gate = new SemaphoreSlim(1);
            await Task.WhenAll(
                CopyAsync(process, process.StandardOutput.BaseStream, output, gate, cancellationToken),
                CopyAsync(process, process.StandardError.BaseStream, errors, gate, cancellationToken)).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }

        return process.ExitCode;
    }

    private static Process Start(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new InvalidOperationException($"'{command[0]}' cannot be started: {error.Message}", error);
        }
    }

    private static async Task CopyAsync(Process process, Stream from, Stream to, SemaphoreSlim gate, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        try
        {
            while (await from.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var count and > 0)
            {
                await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
                try
                {
                    await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                    await to.FlushAsync(cancellationToken).ConfigureAwait(false);
                }
                finally
                {
                    gate.Release();
                }
            }
        }
        catch
        {
            // With nobody who reads, it would stand still as soon as the pipe is full.
            Kill(process);
            throw;
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
