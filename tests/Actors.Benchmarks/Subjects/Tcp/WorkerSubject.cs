namespace Actors.Benchmarks.Subjects.Tcp;

/// <summary>Two workers with a connection between them, one of which sends back what comes.</summary>
internal abstract class WorkerSubject : TimedSubject
{
    private WorkerSystem _system = null!;
    private Worker _server = null!;
    private Worker _client = null!;

    public override void Prepare()
    {
        _system = new WorkerSystem(new() { Engine = WorkerEngine.Embedded });
        _server = _system.Start();
        _client = _system.Start();
    }

    public override async Task RunAsync()
    {
        var server = await _server.Loop.CreateServer(() => new Echo(), Loopback.AnyPort);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _client.Loop.CreateConnection(() => MakeClient(done), server.EndPoints[0]);
        await done.Task;
    }

    public override async Task CleanUpAsync() => await _system.DisposeAsync();

    protected abstract Protocol MakeClient(TaskCompletionSource done);

    /// <summary>Reads no faster than the peer takes the answers.</summary>
    private sealed class Echo : Protocol
    {
        private IStreamTransport _transport = null!;

        public override void ConnectionMade(ITransport transport) => _transport = (IStreamTransport)transport;

        public override void DataReceived(ReadOnlySpan<byte> data) => _transport.Write(data);

        public override void PauseWriting() => _transport.PauseReading();

        public override void ResumeWriting() => _transport.ResumeReading();
    }
}
