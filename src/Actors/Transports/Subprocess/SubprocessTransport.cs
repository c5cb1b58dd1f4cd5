using System.Diagnostics;
using System.Runtime.InteropServices;
using Actors.Transports.Streams;
using Microsoft.Extensions.Logging;

namespace Actors.Transports.Subprocess;

/// <summary>A process that a worker started, and its pipes (spec T2).</summary>
/// <remarks>Its pipes are transports of the run, each for itself. It is over when the process has ended and the last pipe is lost, in
/// whatever order (transports 36).</remarks>
internal sealed class SubprocessTransport : Transport, ISubprocessTransport
{
    private const int ExitWork = FirstWork;

    private readonly Process _process;
    private readonly ChildSignals _signals;
    private readonly StreamTransport?[] _pipes;

    private int _openPipes;
    private bool _hasExited;
    private Exception? _failure;
    private volatile object? _returnCode;

    /// <param name="flow">Where its callbacks run.</param>
    /// <param name="protocol">Hears them.</param>
    /// <param name="child">The process; the transport's from now on, unless <see cref="Transport.TryOpen"/> says no.</param>
    /// <param name="logger">Hears of what is written to a pipe too late.</param>
    public SubprocessTransport(WorkerFlow flow, ISubprocessProtocol protocol, Child child, ILogger logger)
        : base(flow, protocol)
    {
        _process = child.Process;
        _signals = child.Signals;
        ProcessId = child.Process.Id;
        Description = $"process {ProcessId} ({child.Name})";
        _pipes = [.. child.OpenPipes(Description).Select((channel, fd) =>
            channel is null ? null : new StreamTransport(flow, new PipeProtocol(this, fd), channel, logger))];
    }

    public override string Description { get; }

    public int ProcessId { get; }

    public int? ReturnCode => (int?)_returnCode;

    protected override bool IsQuiet => true;

    public ITransport? GetPipeTransport(int fd) => (uint)fd < (uint)_pipes.Length ? _pipes[fd] : null;

    public void SendSignal(PosixSignal signal) => ThrowUnless(_signals.TrySend(signal));

    public void Terminate() => ThrowUnless(_signals.TryTerminate());

    public void Kill() => ThrowUnless(_signals.TryKill());

    protected override object? FindInfo(string name) => name == TransportInfo.Subprocess ? _process : null;

    protected override void CheckProtocol(IProtocol protocol)
    {
        if (protocol is ISubprocessProtocol) return;
        throw new ArgumentException(
            $"{Description} needs an {nameof(ISubprocessProtocol)} for its protocol, and {protocol.GetType().Name} is none.", nameof(protocol));
    }

    /// <summary>The protocol may write to its process as soon as it knows of it.</summary>
    protected override void OnOpening()
    {
        foreach (var pipe in _pipes)
        {
            // The run has let this one in: it lets its pipes in too.
            if (pipe is not null && pipe.TryOpen()) _openPipes++;
        }

        _process.Exited += (_, _) => Notify(ExitWork);
        _process.EnableRaisingEvents = true;

        // Whoever asked before and was told has used the event up.
        if (_process.HasExited) Notify(ExitWork);
    }

    protected override void OnMade()
    {
        // Everything was begun before, and tells what it has in items of its own.
    }

    /// <summary>A process that its protocol does not want ends like one that is closed.</summary>
    protected override void OnMadeFailed(Exception error)
    {
        _failure = error;
        AbortInLoop();
    }

    protected override void OnNotified(int work)
    {
        if (_hasExited) return;
        _hasExited = true;
        _returnCode = _process.ExitCode;
        Call(static protocol => protocol.ProcessExited(), (ISubprocessProtocol)Protocol);

        // Where nobody watches the reader, the end of the process has to do.
        if (OperatingSystem.IsWindows()) _pipes[0]?.Abort();
        TryFinish();
    }

    protected override void CloseInLoop() => AbortInLoop();

    /// <summary>A process that still runs is killed; what it started may keep its pipes open, and nobody waits for that.</summary>
    protected override void AbortInLoop()
    {
        if (!TryBeginClose()) return;
        _signals.TryKill();
        foreach (var pipe in _pipes) pipe?.Abort();
    }

    protected override void OnLosing()
    {
        _signals.Dispose();
        _process.Dispose();
    }

    private void OnPipeLost(int fd, Exception? error)
    {
        _openPipes--;
        Call(static call => call.Protocol.PipeConnectionLost(call.fd, call.error), (Protocol: (ISubprocessProtocol)Protocol, fd, error));
        TryFinish();
    }

    private void TryFinish()
    {
        if (_hasExited && _openPipes == 0) TryLose(_failure);
    }

    private void ThrowUnless(bool isSent)
    {
        if (!isSent) throw new InvalidOperationException($"The {Description} has ended: no signal can reach it.");
    }

    /// <summary>Hands on what one pipe tells.</summary>
    private sealed class PipeProtocol(SubprocessTransport transport, int fd) : Protocol
    {
        private ISubprocessProtocol Target => (ISubprocessProtocol)transport.Protocol;

        public override void DataReceived(ReadOnlySpan<byte> data) => Target.PipeDataReceived(fd, data);

        public override void ConnectionLost(Exception? error) => transport.OnPipeLost(fd, error);

        public override void PauseWriting() => Target.PauseWriting();

        public override void ResumeWriting() => Target.ResumeWriting();
    }
}
