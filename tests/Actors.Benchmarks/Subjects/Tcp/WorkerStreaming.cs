namespace Actors.Benchmarks.Subjects.Tcp;

/// <summary>A worker's transport: a protocol writes as long as it may, and reads what comes back.</summary>
internal sealed class WorkerStreaming : WorkerSubject
{
    protected override Protocol MakeClient(TaskCompletionSource done) => new Client(done);

    private sealed class Client(TaskCompletionSource done) : Protocol
    {
        private readonly byte[] _chunk = new byte[Loopback.Chunk];
        private IStreamTransport _transport = null!;
        private long _unsent = Loopback.Bytes;
        private long _missing = Loopback.Bytes;
        private bool _isPaused;

        public override void ConnectionMade(ITransport transport)
        {
            _transport = (IStreamTransport)transport;
            Send();
        }

        public override void DataReceived(ReadOnlySpan<byte> data)
        {
            _missing -= data.Length;
            if (_missing == 0) done.SetResult();
        }

        public override void PauseWriting() => _isPaused = true;

        public override void ResumeWriting()
        {
            _isPaused = false;
            Send();
        }

        private void Send()
        {
            for (; _unsent > 0 && !_isPaused; _unsent -= _chunk.Length) _transport.Write(_chunk);
        }
    }
}
