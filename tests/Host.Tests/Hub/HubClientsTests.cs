using Actors.Application.Hub;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Application.Tests.Hub;

public sealed class HubClientsTests
{
    private readonly HubClients _clients = new();

    [Fact]
    public async Task All_BesideClientsThatComeAndGo_IsASnapshotInOrder()
    {
        const int rounds = 20_000;
        await using var system = new WorkerSystem();
        var made = Make(system, 64);
        using var start = new Barrier(3);
        var churn = new[] { made[..32], made[32..] }.Select(half => Task.Run(() =>
        {
            start.SignalAndWait();
            for (var round = 0; round < rounds; round++)
            {
                foreach (var client in half) _clients.Add(client);
                foreach (var client in half) _clients.Remove(client);
            }
        })).ToArray();

        start.SignalAndWait();
        while (!churn.All(static task => task.IsCompleted))
        {
            var ids = _clients.All.Select(static client => client.Id).ToArray();
            Assert.Equal(ids.Order().Distinct(), ids);
        }

        await Task.WhenAll(churn);
        Assert.Empty(_clients.All);
    }

    private HubConnection[] Make(WorkerSystem system, int count)
    {
        var options = new HubOptions();
        var queues = new HubQueues(options, _clients, system, NullLogger<HubQueues>.Instance);
        var stop = new HubStop(options, new WorkersOptions(), new HostOptions(), system.TimeProvider);
        var hub = new HubContext(
            _clients, new HubChannels(system), queues, new HubPace(options, queues, system.TimeProvider), stop, options, NullLogger.Instance);
        return [.. Enumerable.Range(1, count).Select(id => new HubConnection(id, hub))];
    }
}
