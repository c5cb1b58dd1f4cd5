using System.Diagnostics;
using Actors.Tests.Conformance;
using static Actors.CurrentWorker;

namespace Actors.Tests.Transports.Subprocess;

/// <summary>What the tests of processes have: a worker that serves, and small programs.</summary>
public abstract class SubprocessTests : TransportTests
{
    /// <summary>A script of the shell, with all three pipes.</summary>
    protected static ProcessStartInfo Shell(string script) => new("/bin/sh", ["-c", script])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    /// <summary>Reads and ends with its input.</summary>
    protected static ProcessStartInfo Cat() => new("/bin/cat")
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    protected static bool Runs(int processId) => Directory.Exists($"/proc/{processId}");

    /// <summary>A worker that waits for ever.</summary>
    protected Worker Serve() => System.Start(async () => await WaitForever());

    private protected async Task<RecordingSubprocess> Run(ProcessStartInfo startInfo, RecordingSubprocess? protocol = null, Worker? worker = null)
    {
        protocol ??= new RecordingSubprocess();
        await (worker ?? Serve()).Loop.StartSubprocess(() => protocol, startInfo).AsTask().Soon();
        return protocol;
    }

    /// <summary>The ordinary end; the grammar was kept, and nothing runs any more.</summary>
    private protected static async Task<int?> End(RecordingSubprocess process)
    {
        Assert.Null(await process.Lost);
        Assert.Empty(process.Faults);
        Assert.False(Runs(process.Transport.ProcessId));
        return process.Transport.ReturnCode;
    }

    private protected static IWriteTransport Input(RecordingSubprocess process) => (IWriteTransport)process.Transport.GetPipeTransport(0)!;
}
