using System.IO.Pipes;
using Actors.Tests.Conformance;
using static Actors.CurrentWorker;

namespace Actors.Tests.Transports.Pipes;

/// <summary>What the tests of pipes have: a worker that serves, and anonymous pipes.</summary>
public abstract class PipeTests : TransportTests
{
    /// <summary>A pipe: the end to read from, and the end to write to.</summary>
    internal static (Stream Reader, Stream Writer) Pipe()
    {
        var reader = new AnonymousPipeServerStream(PipeDirection.In);
        return (reader, new AnonymousPipeClientStream(PipeDirection.Out, reader.ClientSafePipeHandle));
    }

    /// <summary>A worker that waits for ever.</summary>
    protected Worker Serve() => System.Start(async () => await WaitForever());

    private protected static async Task<PipeProtocol> Read(Worker worker, Stream pipe, PipeProtocol? protocol = null)
    {
        protocol ??= new PipeProtocol();
        await worker.Loop.ConnectReadPipe(() => protocol, pipe).AsTask().Soon();
        return protocol;
    }

    private protected static async Task<(IWriteTransport Transport, PipeProtocol Protocol)> Write(Worker worker, Stream pipe) =>
        await worker.Loop.ConnectWritePipe(static () => new PipeProtocol(), pipe).AsTask().Soon();
}
