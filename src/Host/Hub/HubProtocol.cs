using System.Buffers;
using System.Text;

namespace Actors.Application.Hub;

/// <summary>Takes a client's lines, publishes what they publish, and hands the answers to the connection, in order.</summary>
/// <remarks>Called in the connection's flow. The answers go by its mailbox, since lines of the channels stand there already that come
/// before them. A line has been published and answered, or not been looked at. Lines that came together are run together, until they have
/// used up what a turn may have: the rest is run in later turns, and nothing is read meanwhile.</remarks>
internal sealed class HubProtocol(HubConnection connection, HubChannels channels, HubPace pace, HubOptions options)
    : LineProtocol(new LineOptions { MaxLength = options.MaxLineBytes, TooLong = LongLineMode.Skip })
{
    /// <summary>What a page of WHO costs, in deliveries. Measured: 30 to 100 µs, and a delivery about one.</summary>
    private const int DeliveriesOfWho = 64;

    private readonly LineBatch _lines = new(channels, pace);
    private readonly ArrayBufferWriter<byte> _replies = new();
    private readonly TaskCompletionSource _readingStopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Of the lines that came together, those that are run in a later turn; null while there are none.</summary>
    private HeldLines? _held;

    /// <summary>Of the lines that were run since other work had its turn.</summary>
    private int _bytes;
    private bool _hasQuit;

    /// <summary>Completes when no line of the client is taken any more.</summary>
    public Task ReadingStopped => _readingStopped.Task;

    private bool IsTurnOver => _lines.Deliveries >= options.MaxDeliveriesPerTurn || _bytes >= options.MaxBytesPerTurn;

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
        if (!Finish()) Transport.PauseReading();
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
        if (_held is not null) _held.Add(line);
        else RunOrFail(line);
    }

    protected override void LongLine()
    {
        if (_held is not null) _held.AddTooLong();
        else ReplyTooLong();
    }

    // It may have been cut short on its way: running it could publish half a line.
    protected override void UnfinishedLine(ReadOnlySpan<byte> line) => ReplyError("the last line has no end: it was not run");

    private void RunOrFail(ReadOnlySpan<byte> line)
    {
        _bytes += line.Length + 1;
        try
        {
            Run(HubCommand.Parse(line));
        }
        catch (Exception error)
        {
            // Each line has one answer, also where the hub itself fails: else the client would take the next answer for this one.
            ReplyError(connection.OnCommandFailed(error));
        }

        if (IsTurnOver) _held ??= new HeldLines();
    }

    private void Run(HubCommand command)
    {
        switch (command.Verb)
        {
            case HubVerb.Pub:
                _lines.Add(command.Name, command.Text);
                _replies.Write("OK\n"u8);
                break;
            case HubVerb.Sub:
                Ask(HubEvents.Subscribe, Encoding.ASCII.GetString(command.Name), connection.TryJoin);
                break;
            case HubVerb.Unsub:
                Ask(HubEvents.Unsubscribe, Encoding.ASCII.GetString(command.Name), connection.TryLeave);
                break;
            case HubVerb.Who:
                SendReplies();
                _lines.Charge(DeliveriesOfWho);
                connection.Worker.Fire(HubEvents.Who, command.After);
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

    /// <summary>Runs the lines that were held, and reads on when none is left.</summary>
    private void GoOn()
    {
        if (_readingStopped.Task.IsCompleted) return;
        if (_held is { } held)
        {
            _held = null;
            while (!_hasQuit && _held is null && held.TryTake(out var line, out var isTooLong))
            {
                if (isTooLong) ReplyTooLong();
                else RunOrFail(line);
            }

            _held = held.IsEmpty || _hasQuit ? null : held;
            if (!Finish()) return;
        }

        Transport.ResumeReading();
    }

    /// <summary>Publishes and answers the lines that were run.</summary>
    /// <returns>Whether the next ones may be read at once: else they are when their turn has come.</returns>
    private bool Finish()
    {
        _lines.Publish();
        SendReplies();
        if (_hasQuit)
        {
            StopReading();
            connection.OnSaidAll();
            return false;
        }

        var pause = _lines.TakePause();
        if (pause == TimeSpan.Zero && !IsTurnOver && _held is null) return true;
        _lines.Deliveries = 0;
        _bytes = 0;
        if (pause > TimeSpan.Zero) connection.Worker.Later(GoOn, pause);
        else connection.LaterBehindOthers(GoOn);
        return false;
    }

    /// <summary>Joins or leaves a channel, and has the connection answer behind all that was answered before.</summary>
    private void Ask(EventName<string> what, string channel, Func<string, bool> tryChange)
    {
        _lines.Publish();
        SendReplies();
        if (tryChange(channel)) connection.Worker.Fire(what, channel);
        else ReplyError($"too many subscriptions: the limit is {options.MaxSubscriptions}");
    }

    private void ReplyTooLong() => ReplyError($"the line is too long: the limit is {options.MaxLineBytes} bytes");

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
