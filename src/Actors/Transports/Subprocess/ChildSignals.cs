using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Actors.Transports.Subprocess;

/// <summary>Sends signals to one child, and never to another process that got its number after it. Any thread.</summary>
/// <remarks>Between a look at the child and the call of <c>kill</c> the child may end, and the runtime reaps it at once. Where the system has
/// handles of processes, those are used: they mean this child alone.</remarks>
internal sealed class ChildSignals : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Process _process;
    private readonly SafeFileHandle? _handle;
    private bool _isOver;

    /// <param name="process">A child that was started just now.</param>
    public ChildSignals(Process process)
    {
        _process = process;
        _handle = OperatingSystem.IsLinux() ? Open(process.Id) : null;

        // The number was the child's when the handle was made, unless the child has been reaped by now.
        if (_handle is null || !process.HasExited) return;
        _handle.Dispose();
        _handle = null;
    }

    /// <summary>Sends it.</summary>
    /// <returns>False when the child has ended.</returns>
    /// <exception cref="PlatformNotSupportedException">The system has no such signal.</exception>
    public bool TrySend(PosixSignal signal)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("Windows has no signals: use Terminate or Kill, which both end the process.");
        }

        return TrySend(NumberOf(signal));
    }

    /// <summary>Asks it to end; on Windows it is ended.</summary>
    public bool TryTerminate() => OperatingSystem.IsWindows() ? TryKill() : TrySend(NumberOf(PosixSignal.SIGTERM));

    /// <summary>Ends it, and not what it started.</summary>
    public bool TryKill()
    {
        const int kill = 9;
        if (!OperatingSystem.IsWindows()) return TrySend(kill);
        lock (_gate)
        {
            if (_isOver || _process.HasExited) return false;
            _process.Kill();
            return true;
        }
    }

    /// <summary>No signal goes out any more.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            _handle?.Dispose();
        }
    }

    private static SafeFileHandle? Open(int processId)
    {
        try
        {
            var handle = Libc.PidfdOpen(processId, 0);
            if (!handle.IsInvalid) return handle;
            handle.Dispose();
        }
        catch (EntryPointNotFoundException)
        {
            // An older library: kill has to do.
        }

        return null;
    }

    /// <summary>The number on this system; what is positive is one already.</summary>
    [UnsupportedOSPlatform("windows")]
    private static int NumberOf(PosixSignal signal)
    {
        var isLinux = OperatingSystem.IsLinux();
        return signal switch
        {
            PosixSignal.SIGHUP => 1,
            PosixSignal.SIGINT => 2,
            PosixSignal.SIGQUIT => 3,
            PosixSignal.SIGTERM => 15,
            PosixSignal.SIGTTIN => 21,
            PosixSignal.SIGTTOU => 22,
            PosixSignal.SIGWINCH => 28,
            PosixSignal.SIGCHLD => isLinux ? 17 : 20,
            PosixSignal.SIGCONT => isLinux ? 18 : 19,
            PosixSignal.SIGTSTP => isLinux ? 20 : 18,
            > 0 => (int)signal,
            _ => throw new PlatformNotSupportedException($"This system has no signal {signal}."),
        };
    }

    private bool TrySend(int number)
    {
        const int noSuchProcess = 3;
        lock (_gate)
        {
            if (_isOver || _process.HasExited) return false;
            var result = _handle is null ? Libc.Kill(_process.Id, number) : Libc.PidfdSendSignal(_handle, number, 0, 0);
            if (result == 0) return true;
            var error = Marshal.GetLastPInvokeError();
            return error == noSuchProcess ? false : throw new Win32Exception(error);
        }
    }
}
