using Actors.Tests.Conformance;

namespace Actors.Tests.Transports.Pipes;

/// <summary>A protocol for one direction: the recording one knows streams that go both ways.</summary>
internal sealed class PipeProtocol : IStreamProtocol
{
    private readonly TaskCompletionSource<Exception?> _lost = Barriers.Signal<Exception?>();
    private readonly TaskCompletionSource _paused = Barriers.Signal();
    private readonly TaskCompletionSource _heard = Barriers.Signal();
    private readonly List<byte> _data = [];

    /// <summary>Whether it wants to keep its writing side open after the end of the data.</summary>
    public bool KeepsOpen { get; init; }

    public Action? OnData { get; init; }

    public ITransport? Transport { get; private set; }

    /// <summary>What was called, in order; data only once in a row.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>To be read after <see cref="Lost"/>.</summary>
    public byte[] Data => [.. _data];

    public Task<Exception?> Lost => _lost.Task.Soon();

    public bool IsLost => _lost.Task.IsCompleted;

    public Task Paused => _paused.Task.Soon();

    /// <summary>The first data.</summary>
    public Task Heard => _heard.Task.Soon();

    public void ConnectionMade(ITransport transport)
    {
        Transport = transport;
        Calls.Add("made");
    }

    public void DataReceived(ReadOnlySpan<byte> data)
    {
        _data.AddRange(data);
        if (Calls[^1] != "data") Calls.Add("data");
        OnData?.Invoke();
        _heard.TrySetResult();
    }

    public bool EofReceived()
    {
        Calls.Add("eof");
        return KeepsOpen;
    }

    public void ConnectionLost(Exception? error)
    {
        Calls.Add("lost");
        _lost.SetResult(error);
    }

    public void PauseWriting()
    {
        Calls.Add("pause");
        _paused.TrySetResult();
    }

    public void ResumeWriting() => Calls.Add("resume");
}
