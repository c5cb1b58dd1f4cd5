namespace Actors;

/// <summary>What the transport of a process calls (spec T2). The base class is <see cref="SubprocessProtocol"/>.</summary>
/// <remarks>Data of one pipe come in order, before its <see cref="PipeConnectionLost"/>; between the pipes and the exit there is no order.
/// <see cref="IProtocol.ConnectionLost"/> comes after the exit and the end of all pipes (transports 36).</remarks>
public interface ISubprocessProtocol : IProtocol
{
    /// <summary>The process wrote to its pipe 1 or 2.</summary>
    /// <param name="fd">Which.</param>
    /// <param name="data">Valid during the call only.</param>
    void PipeDataReceived(int fd, ReadOnlySpan<byte> data);

    /// <summary>A pipe was closed.</summary>
    /// <param name="fd">Which.</param>
    /// <param name="error">What broke it; null at its ordinary end.</param>
    void PipeConnectionLost(int fd, Exception? error);

    /// <summary>The process has ended; <see cref="ISubprocessTransport.ReturnCode"/> says how.</summary>
    void ProcessExited();
}
