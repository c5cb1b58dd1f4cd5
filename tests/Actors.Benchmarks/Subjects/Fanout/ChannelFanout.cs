using System.Threading.Channels;
using Channels = System.Threading.Channels.Channel;

namespace Actors.Benchmarks.Subjects.Fanout;

/// <summary>Writes one message to each of many channels, until each loop has handled it; then once more.</summary>
internal sealed class ChannelFanout : TimedSubject
{
    private readonly Channel<Message>[] _channels = new Channel<Message>[WorkerFanout.Subscribers];
    private readonly Task[] _loops = new Task[WorkerFanout.Subscribers];
    private Countdown _handled = null!;

    public override void Prepare()
    {
        for (var i = 0; i < _channels.Length; i++)
        {
            var channel = _channels[i] = Channels.CreateUnbounded<Message>(ChannelLoop.SingleReader);
            _loops[i] = Task.Run(() => ReadAsync(channel.Reader));
        }
    }

    public override async Task RunAsync()
    {
        for (var i = 0; i < WorkerFanout.Publications; i++)
        {
            _handled = new Countdown(_channels.Length);

            // One message for all, as one event is published to all.
            var message = new Message(Message.Tick, Message.Payload);
            foreach (var channel in _channels) channel.Writer.TryWrite(message);
            await _handled.Done;
        }
    }

    public override async Task CleanUpAsync()
    {
        foreach (var channel in _channels) channel.Writer.Complete();
        await Task.WhenAll(_loops);
        Array.Clear(_channels);
        Array.Clear(_loops);
    }

    private async Task ReadAsync(ChannelReader<Message> reader)
    {
        while (await reader.WaitToReadAsync())
        {
            while (reader.TryRead(out var message))
            {
                if (message.Name == Message.Tick) _handled.Signal();
            }
        }
    }
}
