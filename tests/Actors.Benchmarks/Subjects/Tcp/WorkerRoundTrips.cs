namespace Actors.Benchmarks.Subjects.Tcp;

/// <summary>A worker's transport: a message there and back, again and again.</summary>
internal sealed class WorkerRoundTrips : WorkerSubject
{
    protected override Protocol MakeClient(TaskCompletionSource done) => new Client(done);

    private sealed class Client(TaskCompletionSource done) : Protocol
    {
        private readonly byte[] _message = new byte[Loopback.Message];
        private IStreamTransport _transport = null!;
        private int _missing = Loopback.Message;
        private int _rounds;

        public override void ConnectionMade(ITransport transport)
        {
            _transport = (IStreamTransport)transport;
            _transport.Write(_message);
        }

        public override void DataReceived(ReadOnlySpan<byte> data)
        {
            _missing -= data.Length;
            if (_missing > 0) return;
            _missing = Loopback.Message;
            if (++_rounds < Loopback.RoundTrips) _transport.Write(_message);
            else done.SetResult();
        }
    }
}
