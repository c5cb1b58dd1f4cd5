using System.Text;
using System.Text.Unicode;
using Microsoft.Extensions.Logging;

namespace Actors.Application.Hub;

/// <summary>Publishes what a command writes to its output, line by line, and logs what it writes to its errors.</summary>
internal sealed class HubSourceProtocol : SubprocessProtocol
{
    private const int Output = 1;

    private readonly byte[] _channel;
    private readonly int _maxLineBytes;
    private readonly ILogger _logger;
    private readonly LineBatch _batch;
    private readonly LineSplitter _output;
    private readonly LineSplitter _errors;
    private ISubprocessTransport? _transport;

    public HubSourceProtocol(string channel, HubChannels channels, HubPace pace, int maxLineBytes, ILogger logger)
    {
        _channel = Encoding.ASCII.GetBytes(channel);
        _maxLineBytes = maxLineBytes;
        _logger = logger;
        _batch = new LineBatch(channels, pace);
        _output = new LineSplitter(maxLineBytes, Publish, TooLong);
        _errors = new LineSplitter(maxLineBytes, LogError, TooLong);
    }

    /// <summary>The exit code, when the command has ended and all that it wrote has been published.</summary>
    public Defer<int> Ended { get; } = new();

    public override void ConnectionMade(ITransport transport)
    {
        _transport = (ISubprocessTransport)transport;

        // It is given no input: one that waits for some sees the end of it.
        (_transport.GetPipeTransport(0) as IWriteTransport)?.WriteEof();
    }

    public override void PipeDataReceived(int fd, ReadOnlySpan<byte> data)
    {
        (fd == Output ? _output : _errors).Push(data);
        _batch.Publish();
        if (_batch.TakePause() is { Ticks: > 0 } pause && _transport!.GetPipeTransport(Output) is IReadTransport pipe)
        {
            // Its subscribers have much to read: the command waits a little, as publishers do.
            pipe.PauseReading();
            Worker.Current.Later(pipe.ResumeReading, pause);
        }
    }

    public override void PipeConnectionLost(int fd, Exception? error)
    {
        if (fd != Output || _output.Rest.IsEmpty) return;

        // The command has ended: what it wrote last is whole, also without a line's end.
        Publish(_output.Rest);
        _output.Clear();
        _batch.Publish();
    }

    public override void ConnectionLost(Exception? error) => Ended.Resolve(_transport!.ReturnCode ?? -1);

    private bool Publish(ReadOnlySpan<byte> line)
    {
        if (Utf8.IsValid(line)) _batch.Add(_channel, line);
        else _batch.Add(_channel, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(line)));
        return true;
    }

    private bool LogError(ReadOnlySpan<byte> line)
    {
        _logger.SourceWrote(_transport!.ProcessId, Encoding.UTF8.GetString(line));
        return true;
    }

    private bool TooLong()
    {
        _logger.SourceLineTooLong(_transport!.ProcessId, _maxLineBytes);
        return true;
    }
}
