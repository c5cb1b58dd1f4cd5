using System.Threading.Channels;
using Channels = System.Threading.Channels.Channel;

namespace Actors.Benchmarks.Subjects.Firing;

/// <summary>Producers write to one channel, until its one reader has handled everything.</summary>
internal sealed class ChannelFiring(int producers) : TimedSubject
{
    private Channel<Message> _channel = null!;
    private Task _reader = null!;

    public override void Prepare()
    {
        _channel = Channels.CreateUnbounded<Message>(ChannelLoop.SingleReader);
        _reader = Task.Run(() => ReadAsync(_channel.Reader));
    }

    public override async Task RunAsync()
    {
        await Producers.RunAsync(producers, () =>
        {
            for (var i = WorkerFiring.Events / producers; i > 0; i--) _channel.Writer.TryWrite(new Message(Message.Tick, Message.Payload));
        });
        await _reader;
    }

    public override Task CleanUpAsync() => Task.CompletedTask;

    private static async Task ReadAsync(ChannelReader<Message> reader)
    {
        var left = WorkerFiring.Events;
        while (await reader.WaitToReadAsync())
        {
            while (reader.TryRead(out var message))
            {
                if (message.Name == Message.Tick && --left == 0) return;
            }
        }
    }
}
