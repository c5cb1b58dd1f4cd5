using static Actors.CurrentWorker;

namespace Actors.Benchmarks.Subjects.Fanout;

/// <summary>Publishes to subscribers with a listener each, until all have handled it; then once more.</summary>
internal sealed class WorkerFanout(Place? place = null) : TimedSubject
{
    public const int Subscribers = 10_000;

    /// <summary>Publications, one after the other: a single one is too short to measure.</summary>
    public const int Publications = 60;

    private readonly Place _place = place ?? Place.Default;
    private readonly Worker[] _workers = new Worker[Subscribers];
    private WorkerSystem _system = null!;
    private Channel _channel = null!;
    private Countdown _handled = null!;

    public override void Prepare()
    {
        _system = _place.Open();
        _channel = new Channel("ticks", _system);
        for (var i = 0; i < Subscribers; i++)
        {
            _workers[i] = _system.Start(async () =>
            {
                Listen(Message.Tick, _ => _handled.Signal());
                await WaitForever();
            });
            _channel.Sub(_workers[i]);
        }
    }

    public override async Task RunAsync()
    {
        for (var i = 0; i < Publications; i++)
        {
            _handled = new Countdown(Subscribers);
            _channel.Pub(Message.Tick, Message.Payload);
            await _handled.Done;
        }
    }

    public override async Task CleanUpAsync()
    {
        await _place.CloseAsync(_system);
        Array.Clear(_workers);
    }
}
