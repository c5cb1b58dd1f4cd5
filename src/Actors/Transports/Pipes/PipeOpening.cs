using Actors.Transports.Streams;

namespace Actors.Transports.Pipes;

/// <summary>Takes over one end of a pipe.</summary>
internal sealed class PipeOpening<TTransport, TProtocol>(EventLoop loop, Func<TProtocol> factory, Func<PipeChannel> takeOver, string what)
    : OpenOperation<PipeChannel, TTransport, TProtocol>(loop, factory)
    where TTransport : class, ITransport
    where TProtocol : class, IStreamProtocol
{
    private readonly WorkerSystem _system = loop.Worker.System;

    public override string Description => $"the opening of the {what}";

    protected override Task<PipeChannel> OpenAsync(CancellationToken cancellationToken) => Task.FromResult(takeOver());

    protected override Transport Make(WorkerFlow flow, TProtocol protocol, PipeChannel source) =>
        new StreamTransport(flow, protocol, source, _system.Logger);

    protected override ValueTask DiscardAsync(PipeChannel source)
    {
        source.Dispose();
        return ValueTask.CompletedTask;
    }
}
