using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using static Actors.CurrentWorker;

namespace Actors.Application.Hub;

/// <summary>Reads a client's lines, publishes what they publish, and hands the answers to the connection, in order.</summary>
/// <remarks>The body of a child of the connection. All lines that have come are handled in one go: a stop takes effect between two
/// such goes, when each line has been published and answered, or not been looked at.</remarks>
internal sealed class HubReader(
    Stream stream, Worker connection, HubChannels channels, Subscriptions subscriptions, HubOptions options)
{
    private const int BufferSize = 64 * 1024;

    private readonly LineBatch _lines = new(channels);
    private readonly ArrayBufferWriter<byte> _replies = new();

    /// <summary>Inside a line that was too long, and was answered.</summary>
    private bool _isSkipping;
    private bool _hasQuit;

    public async Task RunAsync()
    {
        // Without data an idle client holds no buffer.
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: BufferSize, leaveOpen: true, useZeroByteReads: true));
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync(Stopping);
                var consumed = Handle(read.Buffer, read.IsCompleted);
                if (_hasQuit || read.IsCompleted) return;
                reader.AdvanceTo(consumed, read.Buffer.End);
                await GiveWay();
            }
        }
        catch (IOException)
        {
            // The client is gone, which ends its input as well as any other end.
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    /// <summary>Lets the others have the thread, and a stop come in. A client that sends without end would keep both away.</summary>
    private async ValueTask GiveWay()
    {
        // Behind all that waits for a thread, such as the connections that are to send these lines. A plain Task.Run would go to
        // the front of this thread's own queue.
        await Task.Factory.StartNew(static () => { }, CancellationToken.None, TaskCreationOptions.PreferFairness, TaskScheduler.Default);
        var pause = _lines.TakePause();
        if (pause > TimeSpan.Zero) await Sleep(pause);
        else await Update();
    }

    private SequencePosition Handle(ReadOnlySequence<byte> buffer, bool isLast)
    {
        var input = new SequenceReader<byte>(buffer);
        while (!_hasQuit && input.TryReadTo(out ReadOnlySpan<byte> line, (byte)'\n'))
        {
            if (_isSkipping) _isSkipping = false;
            else Handle(line is [.. var start, (byte)'\r'] ? start : line);
        }

        if (!_hasQuit) HandleRest(ref input, isLast);
        _lines.Publish();
        SendReplies();
        return input.Position;
    }

    private void Handle(ReadOnlySpan<byte> line)
    {
        if (line.Length > options.MaxLineBytes)
        {
            ReplyTooLong();
            return;
        }

        var command = HubCommand.Parse(line);
        switch (command.Verb)
        {
            case HubVerb.Pub:
                _lines.Add(command.Name, command.Text);
                _replies.Write("OK\n"u8);
                break;
            case HubVerb.Sub:
                Ask(HubEvents.Subscribe, command.Name, subscriptions.Join);
                break;
            case HubVerb.Unsub:
                Ask(HubEvents.Unsubscribe, command.Name, subscriptions.Leave);
                break;
            case HubVerb.Who:
                SendReplies();
                connection.Fire(HubEvents.Who);
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

    /// <summary>The start of a line whose end has not come.</summary>
    private void HandleRest(ref SequenceReader<byte> input, bool isLast)
    {
        // One more than the limit may still be a carriage return.
        if (!_isSkipping && input.Remaining > options.MaxLineBytes + 1)
        {
            ReplyTooLong();
            _isSkipping = true;
        }
        else if (!_isSkipping && isLast && !input.End)
        {
            // It may have been cut short on its way: running it could publish half a line.
            ReplyError("the last line has no end: it was not run");
        }

        if (_isSkipping) input.AdvanceToEnd();
    }

    /// <summary>Joins or leaves a channel, and tells the connection, which answers behind all that was answered before.</summary>
    private void Ask(EventName<string> what, ReadOnlySpan<byte> name, Action<string> change)
    {
        _lines.Publish();
        SendReplies();
        var channel = Encoding.ASCII.GetString(name);
        change(channel);
        connection.Fire(what, channel);
    }

    private void ReplyTooLong() => ReplyError($"the line is too long: the limit is {options.MaxLineBytes} bytes");

    private void ReplyError(string reason) => Encoding.UTF8.GetBytes($"ERR {reason}\n", _replies);

    private void SendReplies()
    {
        if (_replies.WrittenCount == 0) return;

        // What was answered with OK has been published: a stop may come right after the answer.
        _lines.Publish();
        connection.Fire(HubEvents.Reply, _replies.WrittenSpan.ToArray());
        _replies.ResetWrittenCount();
    }
}
