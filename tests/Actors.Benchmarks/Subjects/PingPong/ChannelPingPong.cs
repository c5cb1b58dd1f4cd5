using System.Threading.Channels;
using Channels = System.Threading.Channels.Channel;

namespace Actors.Benchmarks.Subjects.PingPong;

/// <summary>Two loops that answer each other over a channel each, and wait for each answer.</summary>
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
        for (var i = 0; i < WorkerPingPong.Rounds; i++)
        {
            _pings.Writer.TryWrite(new Message(Ping, Message.Payload));
            while ((await _pongs.Reader.ReadAsync()).Name != Pong)
            {
            }
        }
    }

    private async Task PongAsync()
    {
        while (await _pings.Reader.WaitToReadAsync())
        {
            while (_pings.Reader.TryRead(out var message))
            {
                if (message.Name == Ping) _pongs.Writer.TryWrite(new Message(Pong, Message.Payload));
            }
        }
    }
}
