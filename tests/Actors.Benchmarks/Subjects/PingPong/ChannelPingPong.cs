using System.Threading.Channels;
using Channels = System.Threading.Channels.Channel;

namespace Actors.Benchmarks.Subjects.PingPong;

/// <summary>Two loops that answer each other over a channel each, and wait for each answer.</summary>
/// <remarks>Each reads as the runtime's documentation does, by <c>await foreach</c>. A bare <c>ReadAsync</c> a message is faster: against
/// that, two workers come to about eight tenths.</remarks>
internal sealed class ChannelPingPong : TimedSubject
{
    private const string Ping = "PING";
    private const string Pong = "PONG";

    private Channel<Message> _pings = null!;
    private Channel<Message> _pongs = null!;
    private Task _ponger = null!;

    public override void Prepare()
    {
        _pings = Channels.CreateUnbounded<Message>(ChannelLoop.SingleReader);
        _pongs = Channels.CreateUnbounded<Message>(ChannelLoop.SingleReader);
        _ponger = Task.Run(PongAsync);
    }

    public override Task RunAsync() => Task.Run(PingAsync);

    public override Task CleanUpAsync()
    {
        _pings.Writer.Complete();
        return _ponger;
    }

    private async Task PingAsync()
    {
        var left = WorkerPingPong.Rounds;
        _pings.Writer.TryWrite(new Message(Ping, Message.Payload));
        await foreach (var message in _pongs.Reader.ReadAllAsync())
        {
            if (message.Name != Pong) continue;
            if (--left == 0) return;
            _pings.Writer.TryWrite(new Message(Ping, Message.Payload));
        }
    }

    private async Task PongAsync()
    {
        await foreach (var message in _pings.Reader.ReadAllAsync())
        {
            if (message.Name == Ping) _pongs.Writer.TryWrite(new Message(Pong, Message.Payload));
        }
    }
}
