using System.Net.Sockets;
using Actors.Tests.Conformance;

namespace Actors.Tests.Transports.Udp;

/// <summary>What the system does not take at once waits in a queue (transports 23, 27). Between Unix sockets it takes about ten.</summary>
public sealed class DatagramQueueTests : DatagramTests, IDisposable
{
    private const int Size = 4_000;
    private const int Count = 60;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("datagrams");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    [Trait("Spec", "T2")]
    [Trait("Transports", "27")]
    public async Task SendTo_NobodyTakesThem_PausesOnceAndResumesOnceAndLosesNone()
    {
        using var reader = Reader(out var address);
        var sender = await Open(Serve(), remote: address);
        Assert.Equal((16_384, 65_536), sender.Transport.WriteBufferLimits);

        SendAll(sender);
        await sender.Paused;
        await ReadAll(reader);
        await sender.Resumed;

        Assert.Equal((1, 1), (sender.Pauses, sender.Resumes));
        Assert.InRange(sender.Transport.WriteBufferSize, 0, 16_384);
        await Close(sender);
    }

    [Fact]
    [Trait("Transports", "27")]
    public async Task SetWriteBufferLimits_BelowWhatIsQueued_PausesInTheCall()
    {
        using var reader = Reader(out var address);
        var worker = Serve();
        var sender = await Open(worker, remote: address);
        sender.Transport.SetWriteBufferLimits(high: 1_000_000);
        Assert.Throws<ArgumentException>(() => sender.Transport.SetWriteBufferLimits(high: 1, low: 2));
        SendAll(sender);
        var pauses = Barriers.Signal<(int Before, int After)>();

        worker.Later(() =>
        {
            var before = sender.Pauses;
            sender.Transport.SetWriteBufferLimits(low: 100);
            pauses.SetResult((before, sender.Pauses));
        });

        Assert.Equal((0, 1), await pauses.Task.Soon());
        Assert.Equal((100, 400), sender.Transport.WriteBufferLimits);
        await ReadAll(reader);
        await sender.Resumed;
        await Close(sender);
    }

    [Fact]
    [Trait("Transports", "23")]
    public async Task Close_QueueIsFull_FlushesFirst()
    {
        using var reader = Reader(out var address);
        var sender = await Open(Serve(), remote: address);
        SendAll(sender);

        sender.Transport.Close();
        Assert.True(sender.Transport.IsClosing);
        Assert.False(sender.IsLost);
        await ReadAll(reader);

        Assert.Null(await sender.Lost);
        Assert.Empty(sender.Faults);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Transports", "23")]
    public async Task Abort_QueueIsFull_DropsIt(bool isClosing)
    {
        using var reader = Reader(out var address);
        var sender = await Open(Serve(), remote: address);
        SendAll(sender);

        if (isClosing) sender.Transport.Close();
        sender.Transport.Abort();

        Assert.Null(await sender.Lost);
        Assert.Equal(0, sender.Transport.WriteBufferSize);
        Assert.Empty(sender.Faults);
    }

    [Fact]
    [Trait("Transports", "34")]
    public async Task SendTo_BetweenUnixSockets_TellsTheSendersPath()
    {
        var worker = Serve();
        var receiver = await Open(worker, Address("receiver"));
        var sender = await Open(worker, Address("sender"), Address("receiver"));

        sender.Transport.SendTo("x"u8);

        Assert.Equal(Address("sender"), (await receiver.Next()).From);
        await Close(sender, receiver);
    }

    private static void SendAll(RecordingDatagrams sender)
    {
        for (var i = 0; i < Count; i++)
        {
            var data = new byte[Size];
            data[0] = (byte)i;
            sender.Transport.SendTo(data);
        }
    }

    private static async Task ReadAll(Socket reader)
    {
        var data = new byte[Size];
        for (var i = 0; i < Count; i++)
        {
            Assert.Equal(Size, await reader.ReceiveAsync(data).Soon());
            Assert.Equal(i, data[0]);
        }
    }

    private UnixDomainSocketEndPoint Address(string name) => new(Path.Combine(_folder.FullName, name));

    /// <summary>A socket from which nothing is read until the test does.</summary>
    private Socket Reader(out UnixDomainSocketEndPoint address)
    {
        address = Address("reader");
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(address);
        return socket;
    }
}
