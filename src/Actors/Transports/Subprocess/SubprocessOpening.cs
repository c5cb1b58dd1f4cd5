using System.Diagnostics;

namespace Actors.Transports.Subprocess;

/// <summary>Starts a process.</summary>
internal sealed class SubprocessOpening<TProtocol>(EventLoop loop, Func<TProtocol> factory, ProcessStartInfo startInfo)
    : OpenOperation<Child, ISubprocessTransport, TProtocol>(loop, factory)
    where TProtocol : class, ISubprocessProtocol
{
    private readonly WorkerSystem _system = loop.Worker.System;

    public override string Description => $"the start of {startInfo.FileName}";

    protected override Task<Child> OpenAsync(CancellationToken cancellationToken) => Task.FromResult(Child.Start(startInfo));

    protected override Transport Make(WorkerFlow flow, TProtocol protocol, Child source) =>
        new SubprocessTransport(flow, protocol, source, _system.Logger);

    protected override ValueTask DiscardAsync(Child source) => source.DiscardAsync();
}
