namespace Actors.Benchmarks.Subjects.Footprint;

/// <summary>A parked loop with its channel and its task.</summary>
internal sealed class ChannelFootprint : FootprintSubject
{
    private readonly ChannelLoop[] _loops = new ChannelLoop[Count];

    protected override void Prepare()
    {
    }

    protected override void StartAll(Countdown started, Countdown handled)
    {
        for (var i = 0; i < Count; i++) _loops[i] = ChannelLoop.Start(started, handled);
    }

    protected override void SendToAll()
    {
        foreach (var loop in _loops) loop.Channel.Writer.TryWrite(new Message(Message.Tick, Message.Payload));
    }

    protected override async Task CleanUpAsync()
    {
        await ChannelLoop.EndAsync(_loops);
        Array.Clear(_loops);
    }
}
