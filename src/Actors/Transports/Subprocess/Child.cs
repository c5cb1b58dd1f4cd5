using System.Diagnostics;
using Actors.Transports.Pipes;

namespace Actors.Transports.Subprocess;

/// <summary>A process that was started, before somebody has it.</summary>
internal sealed class Child
{
    private readonly ProcessStartInfo _startInfo;

    private Child(ProcessStartInfo startInfo, Process process)
    {
        _startInfo = startInfo;
        Process = process;
        Signals = new ChildSignals(process);
    }

    public Process Process { get; }

    public ChildSignals Signals { get; }

    public string Name => Path.GetFileName(_startInfo.FileName);

    /// <summary>Starts it, which takes a while. On a thread that may block.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program, or it cannot be run.</exception>
    public static Child Start(ProcessStartInfo startInfo)
    {
        var process = new Process { StartInfo = startInfo };
        try
        {
            process.Start();
            return new Child(startInfo, process);
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <exception cref="ArgumentException">It cannot be a child of this process.</exception>
    public static void Check(ProcessStartInfo startInfo)
    {
        ArgumentNullException.ThrowIfNull(startInfo);
        if (startInfo.UseShellExecute)
        {
            throw new ArgumentException(
                "A process that a worker holds is started without the desktop's shell: set UseShellExecute to false, its default, and name the " +
                "program itself, such as /bin/sh with its arguments.",
                nameof(startInfo));
        }

        if (string.IsNullOrWhiteSpace(startInfo.FileName)) throw new ArgumentException("The FileName says no program.", nameof(startInfo));
    }

    /// <summary>Its pipes by their numbers; null for one that was not redirected. Once.</summary>
    /// <param name="what">What the process is, for people.</param>
    public PipeChannel?[] OpenPipes(string what) =>
    [
        _startInfo.RedirectStandardInput ? new WritePipeChannel(Process.StandardInput.BaseStream, $"standard input of {what}") : null,
        _startInfo.RedirectStandardOutput ? new ReadPipeChannel(Process.StandardOutput.BaseStream, $"standard output of {what}") : null,
        _startInfo.RedirectStandardError ? new ReadPipeChannel(Process.StandardError.BaseStream, $"standard error of {what}") : null,
    ];

    /// <summary>Ends what nobody took.</summary>
    public async ValueTask DiscardAsync()
    {
        using (Process)
        using (Signals)
        {
            Signals.TryKill();
            if (_startInfo.RedirectStandardInput) await Process.StandardInput.BaseStream.DisposeAsync().ConfigureAwait(false);
            if (_startInfo.RedirectStandardOutput) await Process.StandardOutput.BaseStream.DisposeAsync().ConfigureAwait(false);
            if (_startInfo.RedirectStandardError) await Process.StandardError.BaseStream.DisposeAsync().ConfigureAwait(false);
            await Process.WaitForExitAsync().ConfigureAwait(false);
        }
    }
}
