using System.Diagnostics.CodeAnalysis;
using System.IO.Pipes;
using Actors.Transports.Streams;
using Microsoft.Win32.SafeHandles;

namespace Actors.Transports.Pipes;

/// <summary>One direction of a pipe, or of any other stream of the system's (transports 38).</summary>
[SuppressMessage("Design", "CA1001", Justification = "Without a timer or a wait handle a token source holds nothing to dispose.")]
internal abstract class PipeChannel : ByteChannel
{
    private readonly CancellationTokenSource _closing = new();

    private protected PipeChannel(Stream stream, Stream origin)
    {
        Stream = stream;
        Origin = origin;
    }

    /// <summary>What is read from, or written to.</summary>
    protected Stream Stream { get; }

    /// <summary>What was handed over.</summary>
    protected Stream Origin { get; }

    /// <summary>Ends what is under way: closing a pipe does not end a write into a full one.</summary>
    protected CancellationToken Closing => _closing.Token;

    /// <inheritdoc/>
    public override bool CanWaitForData => false;

    /// <inheritdoc/>
    public override object? FindInfo(string name) => name == TransportInfo.Pipe ? Origin : null;

    /// <inheritdoc/>
    public override void Dispose()
    {
        _closing.Cancel();
        Stream.Dispose();
        if (Origin != Stream) Origin.Dispose();
    }

    /// <summary>A file stream on a pipe blocks a thread for each read, and its close waits for the read. As a pipe's stream the same handle
    /// is waited for by the system.</summary>
    protected static Stream Unblock(Stream stream, PipeDirection direction)
    {
        if (OperatingSystem.IsWindows() || stream is not FileStream file) return stream;
        var handle = new SafePipeHandle(file.SafeFileHandle.DangerousGetHandle(), ownsHandle: true);
        try
        {
            var pipe = new AnonymousPipeClientStream(direction, handle);
            file.SafeFileHandle.SetHandleAsInvalid();
            return pipe;
        }
        catch (IOException)
        {
            // It is no pipe.
            handle.SetHandleAsInvalid();
            return stream;
        }
    }
}
