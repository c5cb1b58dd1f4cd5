using System.Net;
using Actors.Tests.Conformance;
using static Actors.CurrentWorker;

namespace Actors.Tests.Transports.Udp;

/// <summary>What the tests of datagrams have: a worker that serves, and sockets on the loopback.</summary>
public abstract class DatagramTests : TransportTests
{
    protected static IPEndPoint Loopback { get; } = new(IPAddress.Loopback, 0);

    private protected static EndPoint AddressOf(RecordingDatagrams datagrams) =>
        (EndPoint)datagrams.Transport.GetExtraInfo(TransportInfo.SockName)!;

    /// <summary>A worker that waits for ever.</summary>
    protected Worker Serve() => System.Start(async () => await WaitForever());

    /// <summary>A socket on the loopback.</summary>
    private protected static async Task<RecordingDatagrams> Open(
        Worker worker, EndPoint? local = null, EndPoint? remote = null, DatagramOptions? options = null, RecordingDatagrams? protocol = null)
    {
        protocol ??= new RecordingDatagrams();
        await worker.Loop.CreateDatagramEndpoint(() => protocol, local ?? (remote is null ? Loopback : null), remote, options).AsTask().Soon();
        return protocol;
    }

    /// <summary>Closes it and awaits the end; the grammar was kept.</summary>
    private protected static async Task Close(params RecordingDatagrams[] all)
    {
        foreach (var datagrams in all)
        {
            datagrams.Transport.Close();
            Assert.Null(await datagrams.Lost);
            Assert.Empty(datagrams.Faults);
        }
    }
}
