using System.Text;
using Actors.Tests.Conformance;

namespace Actors.Tests.Transports.Subprocess;

/// <summary>Keeps what a process and its pipes tell, and checks the grammar (transports 36).</summary>
internal sealed class RecordingSubprocess : ISubprocessProtocol
{
    private readonly TaskCompletionSource<Exception?> _lost = Barriers.Signal<Exception?>();
    private readonly TaskCompletionSource<int?> _exited = Barriers.Signal<int?>();
    private readonly TaskCompletionSource _heard = Barriers.Signal();
    private readonly TaskCompletionSource _paused = Barriers.Signal();
    private readonly TaskCompletionSource<Exception?>[] _pipesLost =
        [Barriers.Signal<Exception?>(), Barriers.Signal<Exception?>(), Barriers.Signal<Exception?>()];

    private readonly MemoryStream[] _data = [new(), new(), new()];

    public Action<ISubprocessTransport>? OnMade { get; init; }

    public Action<int>? OnData { get; init; }

    public ISubprocessTransport Transport { get; private set; } = null!;

    /// <summary>What broke the grammar; empty.</summary>
    public List<string> Faults { get; } = [];

    public Task<Exception?> Lost => _lost.Task.Soon();

    public bool IsLost => _lost.Task.IsCompleted;

    public bool HasExited => _exited.Task.IsCompleted;

    /// <summary>The return code, as it is inside <see cref="ProcessExited"/>.</summary>
    public Task<int?> Exited => _exited.Task.Soon();

    /// <summary>The first data of any pipe.</summary>
    public Task Heard => _heard.Task.Soon();

    public Task Paused => _paused.Task.Soon();

    /// <summary>What a pipe has brought; to be read after its end, or in the loop.</summary>
    public string Text(int fd) => Encoding.UTF8.GetString(_data[fd].ToArray());

    public long Length(int fd) => _data[fd].Length;

    public Task<Exception?> PipeLost(int fd) => _pipesLost[fd].Task.Soon();

    public bool IsPipeLost(int fd) => _pipesLost[fd].Task.IsCompleted;

    public void ConnectionMade(ITransport transport)
    {
        if (Transport is not null) Faults.Add("made twice");
        Transport = (ISubprocessTransport)transport;
        OnMade?.Invoke(Transport);
    }

    public void PipeDataReceived(int fd, ReadOnlySpan<byte> data)
    {
        Check($"data of {fd}");
        if (IsPipeLost(fd)) Faults.Add($"data of {fd} after its end");
        _data[fd].Write(data);
        OnData?.Invoke(fd);
        _heard.TrySetResult();
    }

    public void PipeConnectionLost(int fd, Exception? error)
    {
        Check($"end of {fd}");
        _pipesLost[fd].SetResult(error);
    }

    public void ProcessExited()
    {
        Check("exit");
        _exited.SetResult(Transport.ReturnCode);
    }

    public void ConnectionLost(Exception? error)
    {
        Check("lost");
        if (!HasExited) Faults.Add("lost before the exit");
        for (var fd = 0; fd < 3; fd++)
        {
            if (Transport.GetPipeTransport(fd) is not null && !IsPipeLost(fd)) Faults.Add($"lost before pipe {fd}");
        }

        _lost.SetResult(error);
    }

    public void PauseWriting()
    {
        Check("pause");
        _paused.TrySetResult();
    }

    public void ResumeWriting() => Check("resume");

    private void Check(string call)
    {
        if (Transport is null) Faults.Add($"{call} before made");
        if (IsLost) Faults.Add($"{call} after lost");
    }
}
