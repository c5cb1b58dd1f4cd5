using System.Net;
using System.Threading.Channels;
using Actors.Tests.Conformance;

namespace Actors.Tests.Transports.Udp;

/// <summary>Keeps what a datagram transport calls, and checks the grammar: made once and first, lost once and last.</summary>
internal sealed class RecordingDatagrams : IDatagramProtocol
{
    private readonly Channel<(byte[] Data, EndPoint From)> _datagrams = System.Threading.Channels.Channel.CreateUnbounded<(byte[], EndPoint)>();
    private readonly Channel<Exception> _errors = System.Threading.Channels.Channel.CreateUnbounded<Exception>();
    private readonly TaskCompletionSource<Exception?> _lost = Barriers.Signal<Exception?>();
    private readonly TaskCompletionSource _paused = Barriers.Signal();
    private readonly TaskCompletionSource _resumed = Barriers.Signal();

    public Action<IDatagramTransport>? OnMade { get; init; }

    public Action<byte[], EndPoint>? OnDatagram { get; init; }

    public Action? OnLost { get; init; }

    public IDatagramTransport Transport { get; private set; } = null!;

    /// <summary>The worker in whose flow the callbacks came.</summary>
    public Worker? Worker { get; private set; }

    /// <summary>What broke the grammar; empty.</summary>
    public List<string> Faults { get; } = [];

    public int Pauses { get; private set; }

    public int Resumes { get; private set; }

    public bool IsLost => _lost.Task.IsCompleted;

    public Task<Exception?> Lost => _lost.Task.Soon();

    public Task Paused => _paused.Task.Soon();

    public Task Resumed => _resumed.Task.Soon();

    /// <summary>The next datagram.</summary>
    public Task<(byte[] Data, EndPoint From)> Next() => _datagrams.Reader.ReadAsync().AsTask().Soon();

    /// <summary>The next error.</summary>
    public Task<Exception> NextError() => _errors.Reader.ReadAsync().AsTask().Soon();

    public void ConnectionMade(ITransport transport)
    {
        if (Transport is not null) Faults.Add("made twice");
        Transport = (IDatagramTransport)transport;
        Worker = Worker.Current;
        OnMade?.Invoke(Transport);
    }

    public void DatagramReceived(ReadOnlySpan<byte> data, EndPoint address)
    {
        Check(nameof(DatagramReceived));
        OnDatagram?.Invoke(data.ToArray(), address);
        _datagrams.Writer.TryWrite((data.ToArray(), address));
    }

    public void ErrorReceived(Exception error)
    {
        Check(nameof(ErrorReceived));
        _errors.Writer.TryWrite(error);
    }

    public void PauseWriting()
    {
        Check(nameof(PauseWriting));
        Pauses++;
        _paused.TrySetResult();
    }

    public void ResumeWriting()
    {
        Check(nameof(ResumeWriting));
        Resumes++;
        _resumed.TrySetResult();
    }

    public void ConnectionLost(Exception? error)
    {
        Check(nameof(ConnectionLost));
        OnLost?.Invoke();
        _lost.SetResult(error);
    }

    private void Check(string call)
    {
        if (Transport is null) Faults.Add($"{call} before made");
        if (_lost.Task.IsCompleted) Faults.Add($"{call} after lost");
        if (Worker.TryGetCurrent() != Worker) Faults.Add($"{call} outside the worker");
    }
}
