using System.Net;
using System.Net.Sockets;
using Actors.Tests.Conformance;
using Actors.Transports.Servers;
using Microsoft.Extensions.Logging;

namespace Actors.Tests.Transports.Servers;

/// <summary>Transports 33: a system without handles.</summary>
public sealed class AcceptorTests
{
    [Fact]
    [Trait("Transports", "33")]
    public async Task RunAsync_NoHandleIsLeft_ReportsRestsASecondAndTriesAgain()
    {
        var clock = new RestClock();
        var log = new RecordingLogger();
        await using var system = new WorkerSystem(new WorkerSystemOptions
        {
            TimeProvider = clock,
            LoggerFactory = LoggerFactory.Create(builder => builder.AddProvider(log)),
        });
        var worker = system.Start();
        var server = new TransportServer(worker, worker.Flow!, ServerTests.Echoing, new ServerOptions());
        var (again, end) = (Barriers.Signal(), Barriers.Signal());
        var attempts = 0;
        var acceptor = new Acceptor(server, new IPEndPoint(IPAddress.Loopback, 1), Accept, end.SetResult);

        var running = Task.Run(() => acceptor.RunAsync(CancellationToken.None));
        var rest = await clock.Asked.Task.Soon();
        Assert.Equal(TimeSpan.FromSeconds(1), rest.DueTime);
        Assert.Equal(1, attempts);
        Assert.Contains(log.Entries, static entry => entry.Id == 41);

        rest.Fire();
        await again.Task.Soon();
        acceptor.Stop();
        await running.Soon();

        async ValueTask<Socket> Accept()
        {
            if (++attempts == 1) throw new SocketException((int)SocketError.TooManyOpenSockets);
            again.SetResult();
            await end.Task;
            throw new ObjectDisposedException("socket");
        }
    }

    /// <summary>Hands out timers that the test fires.</summary>
    private sealed class RestClock : TimeProvider
    {
        public TaskCompletionSource<RestTimer> Asked { get; } = Barriers.Signal<RestTimer>();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new RestTimer(() => callback(state), dueTime);
            if (dueTime == TimeSpan.FromSeconds(1)) Asked.TrySetResult(timer);
            return timer;
        }
    }

    private sealed class RestTimer(Action fire, TimeSpan dueTime) : ITimer
    {
        public TimeSpan DueTime => dueTime;

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
