using System.Text;
using Actors.Tests.Conformance;

namespace Actors.Tests.Transports;

/// <summary>A protocol that keeps what it hears, checks its grammar, and lets a test wait for it.</summary>
/// <remarks>What it keeps is read by a test after a barrier of its own: after <see cref="Lost"/>, above all.</remarks>
internal sealed class RecordingProtocol : IStreamProtocol
{
    private readonly TaskCompletionSource<ITransport> _made = Barriers.Signal<ITransport>();
    private readonly TaskCompletionSource _eof = Barriers.Signal();
    private readonly TaskCompletionSource<Exception?> _lost = Barriers.Signal<Exception?>();
    private readonly List<(int Length, TaskCompletionSource Reached)> _awaited = [];
    private readonly Lock _gate = new();
    private byte[] _data = new byte[256];
    private int _length;

    /// <summary>What was called, in order; data only once in a row.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>What broke the grammar; null when nothing did.</summary>
    public string? Offence { get; private set; }

    public Task<ITransport> Made => _made.Task.Soon();

    public Task Eof => _eof.Task.Soon();

    public Task<Exception?> Lost => _lost.Task.Soon();

    public bool IsLost => _lost.Task.IsCompleted;

    public Worker? Worker { get; private set; }

    public IStreamTransport Transport { get; private set; } = null!;

    /// <summary>What the callbacks do besides.</summary>
    public Action<RecordingProtocol>? OnMade { get; init; }

    public Action<RecordingProtocol, byte[]>? OnData { get; init; }

    public Func<RecordingProtocol, bool>? OnEof { get; init; }

    public Action<RecordingProtocol, Exception?>? OnLost { get; init; }

    public Action<RecordingProtocol>? OnPause { get; init; }

    public Action<RecordingProtocol>? OnResume { get; init; }

    public byte[] Data
    {
        get
        {
            lock (_gate) return _data[.._length];
        }
    }

    public string Text => Encoding.UTF8.GetString(Data);

    /// <summary>Completes when that much has come.</summary>
    public Task Received(int length)
    {
        lock (_gate)
        {
            if (_length >= length) return Task.CompletedTask;
            var reached = Barriers.Signal();
            _awaited.Add((length, reached));
            return reached.Task.Soon();
        }
    }

    public void ConnectionMade(ITransport transport)
    {
        if (Calls.Count > 0) Offence ??= "ConnectionMade is not the first call";
        Calls.Add("made");
        Worker = Worker.TryGetCurrent();
        Transport = (IStreamTransport)transport;
        _made.TrySetResult(transport);
        OnMade?.Invoke(this);
    }

    public void DataReceived(ReadOnlySpan<byte> data)
    {
        Check("data", mayFollowEof: false);
        if (data.IsEmpty) Offence ??= "the data are empty";
        if (Calls[^1] != "data") Calls.Add("data");
        var copy = data.ToArray();
        lock (_gate)
        {
            if (_data.Length < _length + data.Length) Array.Resize(ref _data, 2 * (_length + data.Length));
            data.CopyTo(_data.AsSpan(_length));
            _length += data.Length;
        }

        // Who waits for the data finds all done that they bring about.
        try
        {
            OnData?.Invoke(this, copy);
        }
        finally
        {
            lock (_gate)
            {
                foreach (var (_, reached) in _awaited.Where(awaited => awaited.Length <= _length)) reached.TrySetResult();
            }
        }
    }

    public bool EofReceived()
    {
        Check("eof", mayFollowEof: false);
        Calls.Add("eof");
        _eof.TrySetResult();
        return OnEof?.Invoke(this) ?? false;
    }

    public void ConnectionLost(Exception? error)
    {
        Check("lost", mayFollowEof: true);
        Calls.Add("lost");
        try
        {
            OnLost?.Invoke(this, error);
        }
        finally
        {
            _lost.TrySetResult(error);
        }
    }

    public void PauseWriting()
    {
        Check("pause", mayFollowEof: true);
        Calls.Add("pause");
        OnPause?.Invoke(this);
    }

    public void ResumeWriting()
    {
        Check("resume", mayFollowEof: true);
        Calls.Add("resume");
        OnResume?.Invoke(this);
    }

    private void Check(string call, bool mayFollowEof)
    {
        if (!Calls.Contains("made")) Offence ??= $"{call} before ConnectionMade";
        if (Calls.Contains("lost")) Offence ??= $"{call} after ConnectionLost";
        if (!mayFollowEof && Calls.Contains("eof")) Offence ??= $"{call} after EofReceived";
    }
}
