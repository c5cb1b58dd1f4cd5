using System.Buffers;
using System.Text;

namespace Actors.Application.Hub;

/// <summary>Takes a client's lines, publishes what they publish, and hands the answers to the connection, in order.</summary>
/// <remarks>Called in the connection's flow. The answers go by its mailbox, since lines of the channels stand there already that come
/// before them. All lines of one piece of data are handled in one go: each has been published and answered, or not been looked at.</remarks>
internal sealed class HubProtocol(HubConnection connection, HubChannels channels, HubOptions options)
    : LineProtocol(new LineOptions { MaxLength = options.MaxLineBytes, TooLong = LongLineMode.Skip })
{
    private readonly LineBatch _lines = new(channels);
    private readonly ArrayBufferWriter<byte> _replies = new();
    private readonly TaskCompletionSource _readingStopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _hasQuit;

    /// <summary>Completes when no line of the client is taken any more.</summary>
    public Task ReadingStopped => _readingStopped.Task;

    public override void ConnectionMade(ITransport transport)
    {
        base.ConnectionMade(transport);
        if (_readingStopped.Task.IsCompleted) Transport.PauseReading();
        connection.OnMade(Transport);
    }

    /// <summary>What was taken is published and answered; what comes is left where it is.</summary>
    public void StopReading()
    {
        if (connection.IsMade) Transport.PauseReading();
        _readingStopped.TrySetResult();
    }

    protected override void LinesReceived()
    {
        _lines.Publish();
        SendReplies();
        if (_hasQuit)
        {
            StopReading();
            connection.OnSaidAll();
        }
        else if (_lines.TakePause() is { Ticks: > 0 } pause)
        {
            Transport.PauseReading();
            connection.Worker.Later(GoOnReading, pause);
        }
    }

    public override bool EofReceived()
    {
        base.EofReceived();
        SendReplies();
        connection.OnSaidAll();

        // What is queued for the client still goes out.
        return true;
    }

    public override void ConnectionLost(Exception? error)
    {
        base.ConnectionLost(error);
        _readingStopped.TrySetResult();
        connection.OnLost();
    }

    public override void PauseWriting() => connection.SetFull(true);

    public override void ResumeWriting() => connection.SetFull(false);

    protected override void LineReceived(ReadOnlySpan<byte> line)
    {
        if (_hasQuit) return;
        connection.OnActive();
        var command = HubCommand.Parse(line);
        switch (command.Verb)
        {
            case HubVerb.Pub:
                _lines.Add(command.Name, command.Text);
                _replies.Write("OK\n"u8);
                break;
            case HubVerb.Sub:
                Ask(HubEvents.Subscribe, Encoding.ASCII.GetString(command.Name), connection.Join);
                break;
            case HubVerb.Unsub:
                Ask(HubEvents.Unsubscribe, Encoding.ASCII.GetString(command.Name), connection.Leave);
                break;
            case HubVerb.Who:
                SendReplies();
                connection.Worker.Fire(HubEvents.Who);
                break;
            case HubVerb.Ping:
                _replies.Write("PONG\n"u8);
                break;
            case HubVerb.Quit:
                _hasQuit = true;
                _replies.Write("OK\n"u8);
                break;
            default:
                ReplyError(command.Error!);
                break;
        }
    }

    protected override void LongLine() => ReplyError($"the line is too long: the limit is {options.MaxLineBytes} bytes");

    // It may have been cut short on its way: running it could publish half a line.
    protected override void UnfinishedLine(ReadOnlySpan<byte> line) => ReplyError("the last line has no end: it was not run");

    private void GoOnReading()
    {
        if (!_readingStopped.Task.IsCompleted) Transport.ResumeReading();
    }

    /// <summary>Joins or leaves a channel, and has the connection answer behind all that was answered before.</summary>
    private void Ask(EventName<string> what, string channel, Action<string> change)
    {
        _lines.Publish();
        SendReplies();
        change(channel);
        connection.Worker.Fire(what, channel);
    }

    private void ReplyError(string reason) => Encoding.UTF8.GetBytes($"ERR {reason}\n", _replies);

    private void SendReplies()
    {
        if (_replies.WrittenCount == 0) return;

        // What was answered with OK has been published: a stop may come right after the answer.
        _lines.Publish();
        connection.Worker.Fire(HubEvents.Reply, _replies.WrittenSpan.ToArray());
        _replies.ResetWrittenCount();
    }
}
