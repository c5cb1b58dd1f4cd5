using Actors.Tests.Conformance;
using Actors.Transports.Streams;

namespace Actors.Tests.Transports.Streams;

/// <summary>Transports 24, 27: what a channel is given at once, so that the size of the queue tells the truth.</summary>
public sealed class WriteQueueTests
{
    private const int MostAtOnce = 64 * 1024;

    [Fact]
    [Trait("Transports", "27")]
    public async Task Add_Much_GoesOutInSlicesAndTheSizeFollows()
    {
        var ended = Barriers.Signal();
        var channel = new SlowChannel();
        var queue = new WriteQueue(channel, ended.SetResult);
        const int Much = (20 * MostAtOnce) + 1;

        queue.Add(new byte[Much]);
        Assert.False(queue.IsAtMost(0));
        for (var left = Much; left > 0;)
        {
            var length = await channel.Next();
            Assert.InRange(length, 1, MostAtOnce);
            Assert.Equal(left, queue.Size);
            left -= length;
            channel.Sent();
        }

        await ended.Task.Soon();
        Assert.Equal(0, queue.Size);
        Assert.False(queue.IsSending);
    }

    /// <summary>Sends when it is told to.</summary>
    private sealed class SlowChannel : ByteChannel
    {
        private TaskCompletionSource<int> _begun = Barriers.Signal<int>();
        private TaskCompletionSource _sent = Barriers.Signal();

        public override string Description => "a slow channel";

        /// <summary>The length of the slice that is under way.</summary>
        public Task<int> Next() => _begun.Task.Soon();

        public void Sent()
        {
            var sent = _sent;
            (_begun, _sent) = (Barriers.Signal<int>(), Barriers.Signal());
            sent.SetResult();
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer) => throw new NotSupportedException();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> data)
        {
            _begun.SetResult(data.Length);
            return new ValueTask(_sent.Task);
        }

        public override void Dispose()
        {
        }

        public override object? FindInfo(string name) => null;
    }
}
