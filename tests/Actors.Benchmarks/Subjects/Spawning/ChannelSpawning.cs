namespace Actors.Benchmarks.Subjects.Spawning;

/// <summary>Starts loops that read a channel of their own, until the last one is about to park.</summary>
internal sealed class ChannelSpawning : TimedSubject
{
    private readonly ChannelLoop[] _loops = new ChannelLoop[WorkerSpawning.Count];
    private Countdown _started = null!;

    public override void Prepare() => _started = new Countdown(_loops.Length);

    public override Task RunAsync()
    {
        for (var i = 0; i < _loops.Length; i++) _loops[i] = ChannelLoop.Start(_started, _started);
        return _started.Done;
    }

    public override async Task CleanUpAsync()
    {
        await ChannelLoop.EndAsync(_loops);
        Array.Clear(_loops);
    }
}
