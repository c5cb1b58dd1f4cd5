using static Actors.CurrentWorker;

namespace Actors.Benchmarks.Subjects.PingPong;

/// <summary>Two workers that answer each other, and wait for each answer.</summary>
internal sealed class WorkerPingPong(Place? place = null) : TimedSubject
{
    public const int Rounds = 500_000;

    private const string Ping = "PING";
    private const string Pong = "PONG";

    private readonly Place _place = place ?? Place.Default;
    private WorkerSystem _system = null!;
    private Worker _pinger = null!;
    private Worker _ponger = null!;

    public override void Prepare()
    {
        _system = _place.Open();
        _pinger = _system.Create(async () =>
        {
            for (var i = 0; i < Rounds; i++)
            {
                _ponger.Fire(Ping, Message.Payload);
                await WaitEvent(Pong);
            }
        });
        _ponger = _system.Start(async () =>
        {
            while (true)
            {
                await WaitEvent(Ping);
                _pinger.Fire(Pong, Message.Payload);
            }
        });
    }

    public override Task RunAsync() => _pinger.Start().Completion;

    public override Task CleanUpAsync() => _place.CloseAsync(_system);
}
