using System.IO.Pipes;
using Actors.Transports.Pipes;
using Microsoft.Win32.SafeHandles;

namespace Actors;

/// <content>Pipes (spec T2).</content>
public sealed partial class EventLoop
{
    /// <summary>Reads from a pipe: named or anonymous, a FIFO, the console's input (transports 38).</summary>
    /// <param name="factory">Makes the protocol, in the loop. It hears data, the end of them, and the loss.</param>
    /// <param name="pipe">Is the transport's from now on, which closes it. Nothing may have been read from it.</param>
    /// <param name="cancellationToken">Gives it up; the pipe is closed then.</param>
    /// <returns>The transport, and its protocol, which has heard <see cref="IProtocol.ConnectionMade"/>.</returns>
    /// <remarks>In a worker it is a wait point; elsewhere an ordinary await. The transport ends with the run of the loop's worker (spec T3).
    /// A stream of another kind whose reads block takes a thread of the pool for each read, and what a read brings after the close is
    /// lost.</remarks>
    /// <exception cref="ArgumentException">It cannot be read from.</exception>
    /// <exception cref="InvalidOperationException">The loop's worker does not run; or this was called in a synchronous callback, which
    /// cannot wait.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, or the run ended.</exception>
    public ValueTask<(IReadTransport Transport, TProtocol Protocol)> ConnectReadPipe<TProtocol>(
        Func<TProtocol> factory, Stream pipe, CancellationToken cancellationToken = default)
        where TProtocol : class, IStreamProtocol
    {
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentNullException.ThrowIfNull(pipe);
        if (!pipe.CanRead) throw new ArgumentException("The pipe cannot be read from.", nameof(pipe));
        return new PipeOpening<IReadTransport, TProtocol>(this, factory, () => new ReadPipeChannel(pipe, "read pipe"), "read pipe")
            .Start(nameof(ConnectReadPipe), cancellationToken);
    }

    /// <summary>Reads from a handle, such as that of a FIFO; see
    /// <see cref="ConnectReadPipe{TProtocol}(Func{TProtocol}, Stream, CancellationToken)"/>.</summary>
    /// <param name="factory">Makes the protocol, in the loop.</param>
    /// <param name="pipe">Is the transport's from now on, which closes it.</param>
    /// <param name="cancellationToken">Gives it up; the pipe is closed then.</param>
    /// <returns>The transport, and its protocol, which has heard <see cref="IProtocol.ConnectionMade"/>.</returns>
    public ValueTask<(IReadTransport Transport, TProtocol Protocol)> ConnectReadPipe<TProtocol>(
        Func<TProtocol> factory, SafeFileHandle pipe, CancellationToken cancellationToken = default)
        where TProtocol : class, IStreamProtocol =>
        ConnectReadPipe(factory, new FileStream(pipe, FileAccess.Read, bufferSize: 0), cancellationToken);

    /// <summary>Writes to a pipe: named or anonymous, a FIFO, the console's output (transports 38).</summary>
    /// <param name="factory">Makes the protocol, in the loop. It hears of the write buffer, and the loss: with null when its reader goes away
    /// and nothing was left to write.</param>
    /// <param name="pipe">Is the transport's from now on, which closes it.</param>
    /// <param name="cancellationToken">Gives it up; the pipe is closed then.</param>
    /// <returns>The transport, and its protocol, which has heard <see cref="IProtocol.ConnectionMade"/>.</returns>
    /// <remarks>In a worker it is a wait point; elsewhere an ordinary await. The transport ends with the run of the loop's worker (spec T3).
    /// On Windows, and of a stream that is no <see cref="PipeStream"/> or <see cref="FileStream"/>, the loss of the reader is seen at the next
    /// write.</remarks>
    /// <exception cref="ArgumentException">It cannot be written to.</exception>
    /// <exception cref="InvalidOperationException">The loop's worker does not run; or this was called in a synchronous callback, which
    /// cannot wait.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, or the run ended.</exception>
    public ValueTask<(IWriteTransport Transport, TProtocol Protocol)> ConnectWritePipe<TProtocol>(
        Func<TProtocol> factory, Stream pipe, CancellationToken cancellationToken = default)
        where TProtocol : class, IStreamProtocol
    {
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentNullException.ThrowIfNull(pipe);
        if (!pipe.CanWrite) throw new ArgumentException("The pipe cannot be written to.", nameof(pipe));
        return new PipeOpening<IWriteTransport, TProtocol>(this, factory, () => new WritePipeChannel(pipe, "write pipe"), "write pipe")
            .Start(nameof(ConnectWritePipe), cancellationToken);
    }

    /// <summary>Writes to a handle, such as that of a FIFO; see
    /// <see cref="ConnectWritePipe{TProtocol}(Func{TProtocol}, Stream, CancellationToken)"/>.</summary>
    /// <param name="factory">Makes the protocol, in the loop.</param>
    /// <param name="pipe">Is the transport's from now on, which closes it.</param>
    /// <param name="cancellationToken">Gives it up; the pipe is closed then.</param>
    /// <returns>The transport, and its protocol, which has heard <see cref="IProtocol.ConnectionMade"/>.</returns>
    public ValueTask<(IWriteTransport Transport, TProtocol Protocol)> ConnectWritePipe<TProtocol>(
        Func<TProtocol> factory, SafeFileHandle pipe, CancellationToken cancellationToken = default)
        where TProtocol : class, IStreamProtocol =>
        ConnectWritePipe(factory, new FileStream(pipe, FileAccess.Write, bufferSize: 0), cancellationToken);
}
