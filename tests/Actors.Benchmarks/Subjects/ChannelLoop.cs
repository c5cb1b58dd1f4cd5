using System.Threading.Channels;
using Channels = System.Threading.Channels.Channel;

namespace Actors.Benchmarks.Subjects;

/// <summary>The peer of a worker: a loop on the thread pool that reads a channel of its own.</summary>
/// <remarks>A struct, so that the peer is not made heavier than it is.</remarks>
internal readonly record struct ChannelLoop(Channel<Message> Channel, Task Run)
{
    public static UnboundedChannelOptions SingleReader { get; } = new() { SingleReader = true };

    public static ChannelLoop Start(Countdown started, Countdown handled)
    {
        var channel = Channels.CreateUnbounded<Message>(SingleReader);
        return new ChannelLoop(channel, Task.Run(() => ReadAsync(channel.Reader, started, handled)));
    }

    /// <summary>Ends all of them.</summary>
    public static Task EndAsync(ChannelLoop[] loops)
    {
        foreach (var loop in loops) loop.Channel.Writer.Complete();
        return Task.WhenAll(loops.Select(static loop => loop.Run));
    }

    private static async Task ReadAsync(ChannelReader<Message> reader, Countdown started, Countdown handled)
    {
        started.Signal();
        while (await reader.WaitToReadAsync())
        {
            while (reader.TryRead(out var message))
            {
                if (message.Name == Message.Tick) handled.Signal();
            }
        }
    }
}
