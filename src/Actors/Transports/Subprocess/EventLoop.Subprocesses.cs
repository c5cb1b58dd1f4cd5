using System.Diagnostics;
using Actors.Transports.Subprocess;

namespace Actors;

/// <content>Processes (spec T2).</content>
public sealed partial class EventLoop
{
    /// <summary>Starts a process, and holds its pipes (transports 36, 37).</summary>
    /// <param name="factory">Makes the protocol, in the loop, when the process runs.</param>
    /// <param name="startInfo">The program and its arguments. Each standard stream that it redirects becomes a pipe of the transport; the others
    /// are those of this process. Not to be changed before the process runs.</param>
    /// <param name="cancellationToken">Gives the start up; a process that runs by then is killed.</param>
    /// <returns>The transport, and its protocol, which has heard <see cref="IProtocol.ConnectionMade"/>.</returns>
    /// <remarks>In a worker it is a wait point; elsewhere an ordinary await. The process is killed when the run of the loop's worker ends
    /// (spec T3). Read its output, or do not redirect it: a process whose pipe is full stands still.</remarks>
    /// <exception cref="ArgumentException"><paramref name="startInfo"/> asks for the desktop's shell, or names no program.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program, or it cannot be run. Nobody has made a protocol
    /// then.</exception>
    /// <exception cref="InvalidOperationException">The loop's worker does not run; or this was called in a synchronous callback, which
    /// cannot wait.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, or the run ended.</exception>
    public ValueTask<(ISubprocessTransport Transport, TProtocol Protocol)> StartSubprocess<TProtocol>(
        Func<TProtocol> factory, ProcessStartInfo startInfo, CancellationToken cancellationToken = default)
        where TProtocol : class, ISubprocessProtocol
    {
        ArgumentNullException.ThrowIfNull(factory);
        Child.Check(startInfo);
        return new SubprocessOpening<TProtocol>(this, factory, startInfo).Start(nameof(StartSubprocess), cancellationToken);
    }
}
