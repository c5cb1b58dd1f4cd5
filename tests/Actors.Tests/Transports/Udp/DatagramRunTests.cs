using System.Net;
using Actors.Tests.Conformance;
using static Actors.CurrentWorker;

namespace Actors.Tests.Transports.Udp;

/// <summary>Transports 40 and 41: datagrams in a worker's mailbox, and at the end of its run.</summary>
/// <remarks>They bind an address again that was closed just now: a process that another test forks at that moment would still hold it.</remarks>
[Collection(nameof(AloneCollection))]
public sealed class DatagramRunTests : DatagramTests
{
    [Theory]
    [InlineData("returns")]
    [InlineData("throws")]
    [InlineData("is stopped")]
    [InlineData("is paused and stopped")]
    [Trait("Spec", "T3")]
    [Trait("Transports", "41")]
    public async Task Run_Ends_SocketIsClosedAndLostIsToldBefore(string how)
    {
        var protocol = new RecordingDatagrams();
        var opened = Barriers.Signal();
        var worker = System.Start(async () =>
        {
            await Worker.Current.Loop.CreateDatagramEndpoint(() => protocol, Loopback);
            opened.SetResult();
            await WaitEvent("END");
            if (how == "throws") throw new InvalidDataException("made to fail");
        });
        await opened.Task.Soon();
        var address = AddressOf(protocol);

        if (how == "is paused and stopped") worker.Pause();
        if (how.EndsWith("stopped", StringComparison.Ordinal)) worker.Stop();
        else worker.Fire("END");
        await worker.Ended();

        Assert.True(protocol.IsLost);
        Assert.Null(await protocol.Lost);
        Assert.Empty(protocol.Faults);
        await Close(await Open(Serve(), address));
    }

    [Fact]
    [Trait("Spec", "T3")]
    [Trait("Transports", "41")]
    public async Task Run_Restarts_SocketOfTheLastAttemptIsClosedBefore()
    {
        var protocols = new List<RecordingDatagrams>();
        var opened = Barriers.Signal();
        EndPoint local = Loopback;
        var worker = System.Start(
            async () =>
            {
                if (protocols.Count > 0) Assert.True(protocols[^1].IsLost);
                var (_, protocol) = await Worker.Current.Loop.CreateDatagramEndpoint(static () => new RecordingDatagrams(), local);
                protocols.Add(protocol);
                local = AddressOf(protocol);
                if (protocols.Count < 3) throw new InvalidDataException("made to fail");
                opened.SetResult();
                await WaitForever();
            },
            new() { Restart = new RestartPolicy { Backoff = TimeSpan.FromMilliseconds(1) } });

        await opened.Task.Soon();
        worker.Stop();
        await worker.Ended();

        Assert.Equal(3, protocols.Count);
        Assert.All(protocols, static protocol => Assert.True(protocol.IsLost));
    }

    [Fact]
    [Trait("Transports", "41")]
    public async Task Create_WorkerHasEnded_Throws()
    {
        var worker = System.Start(static () => Task.CompletedTask);
        await worker.Ended();

        await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await worker.Loop.CreateDatagramEndpoint(static () => new RecordingDatagrams(), Loopback));
    }

    [Fact]
    [Trait("Spec", "T2")]
    [Trait("Transports", "40")]
    public async Task DatagramReceived_BodyIsBetweenWaitPoints_ComesAtTheNext()
    {
        var protocol = new RecordingDatagrams();
        var goOn = Barriers.Signal();
        var (opened, heard) = (Barriers.Signal(), Barriers.Signal());
        var isWaiting = false;
        var heardWhileWaiting = false;
        protocol = new RecordingDatagrams
        {
            OnDatagram = (_, _) =>
            {
                heardWhileWaiting = isWaiting;
                heard.SetResult();
            },
        };
        System.Start(async () =>
        {
            await Worker.Current.Loop.CreateDatagramEndpoint(() => protocol, Loopback);
            opened.SetResult();
            await goOn.Task;
            isWaiting = true;
            await WaitForever();
        });
        await opened.Task.Soon();
        var sender = await Open(Serve(), remote: AddressOf(protocol));

        sender.Transport.SendTo("x"u8);
        await sender.Worker!.AtWaitPoint();
        goOn.SetResult();
        await heard.Task.Soon();

        Assert.True(heardWhileWaiting);
        await Close(sender, protocol);
    }

    [Fact]
    [Trait("Transports", "40")]
    public async Task SendTo_OffTheTurnAndThenInIt_KeepsTheOrder()
    {
        var receiver = await Open(Serve());
        var sender = new RecordingDatagrams();
        var worker = System.Start(async () =>
        {
            await Worker.Current.Loop.CreateDatagramEndpoint(() => sender, null, AddressOf(receiver));
            await Task.Run(() => sender.Transport.SendTo([1]));
            sender.Transport.SendTo([2]);
            await WaitForever();
        });

        Assert.Equal([1], (await receiver.Next()).Data);
        Assert.Equal([2], (await receiver.Next()).Data);
        await worker.AtWaitPoint();
        await Close(sender, receiver);
    }
}
