using System.Runtime.InteropServices;

namespace Actors;

/// <summary>A process that a worker started, and its pipes (spec T2).</summary>
public interface ISubprocessTransport : ITransport
{
    /// <summary>The system's number of the process.</summary>
    int ProcessId { get; }

    /// <summary>How it ended; null while it runs.</summary>
    /// <value>The exit code; 128 and the signal's number for one that a signal ended. Set before
    /// <see cref="ISubprocessProtocol.ProcessExited"/> (transports 36).</value>
    int? ReturnCode { get; }

    /// <summary>One of its pipes: 0 can be written, 1 and 2 can be read (transports 37).</summary>
    /// <returns>The pipe; null for another number, and for one that was not redirected.</returns>
    ITransport? GetPipeTransport(int fd);

    /// <summary>Sends a signal.</summary>
    /// <exception cref="InvalidOperationException">The process has ended.</exception>
    void SendSignal(PosixSignal signal);

    /// <summary>Asks it to end: SIGTERM.</summary>
    /// <exception cref="InvalidOperationException">The process has ended.</exception>
    void Terminate();

    /// <summary>Ends it: SIGKILL.</summary>
    /// <exception cref="InvalidOperationException">The process has ended.</exception>
    void Kill();
}
