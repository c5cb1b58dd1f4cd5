using System.Diagnostics;
using System.IO.Pipes;
using Actors.Tests.Conformance;

namespace Actors.Tests.Transports.Pipes;

/// <summary>Transports 38: a pipe that is read from.</summary>
public sealed class ReadPipeTests : PipeTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Spec", "T2")]
    [Trait("Transports", "38")]
    public async Task Reader_WriterWritesAndCloses_DataThenEofThenLost(bool keepsOpen)
    {
        var (reader, writer) = Pipe();
        var protocol = await Read(Serve(), reader, new PipeProtocol { KeepsOpen = keepsOpen });
        var sent = new byte[300_000];
        Random.Shared.NextBytes(sent);

        await writer.WriteAsync(sent);
        await writer.DisposeAsync();

        Assert.Null(await protocol.Lost);
        Assert.Equal(["made", "data", "eof", "lost"], protocol.Calls);
        Assert.Equal(sent, protocol.Data);
    }

    [Fact]
    [Trait("Transports", "38")]
    [Trait("Transports", "29")]
    public async Task Reader_CloseWhileItWaits_IsLostAndFreesThePipe()
    {
        var (reader, writer) = Pipe();
        var protocol = await Read(Serve(), reader);

        protocol.Transport!.Close();

        Assert.Null(await protocol.Lost);
        Assert.Equal(["made", "lost"], protocol.Calls);
        Assert.Same(reader, protocol.Transport.GetExtraInfo(TransportInfo.Pipe));
        await Assert.ThrowsAsync<IOException>(() => writer.WriteAsync(new byte[1]).AsTask().Soon());
        await writer.DisposeAsync();
    }

    [Fact]
    [Trait("Transports", "38")]
    public async Task Reader_DataReceivedThrows_IsLostWithIt()
    {
        var failure = new InvalidDataException("made to fail");
        var (reader, writer) = Pipe();
        await using var _ = writer;
        var protocol = await Read(Serve(), reader, new PipeProtocol { OnData = () => throw failure });

        await writer.WriteAsync(new byte[1]);

        Assert.Same(failure, await protocol.Lost);
    }

    [Fact]
    [Trait("Transports", "26")]
    public async Task PauseReading_DataAndEndCome_AreToldAfterResume()
    {
        var (reader, writer) = Pipe();
        var worker = Serve();
        var protocol = await Read(worker, reader);
        var transport = (IReadTransport)protocol.Transport!;

        transport.PauseReading();
        await worker.AtWaitPoint();
        await writer.WriteAsync("kept"u8.ToArray());
        await writer.DisposeAsync();
        await worker.AtWaitPoint();
        Assert.Equal(["made"], protocol.Calls);
        transport.ResumeReading();

        Assert.Null(await protocol.Lost);
        Assert.Equal("kept"u8.ToArray(), protocol.Data);
    }

    [Fact]
    [Trait("Transports", "38")]
    public async Task Reader_Fifo_TakesTheFileOver()
    {
        var folder = Directory.CreateTempSubdirectory("fifo");
        try
        {
            var path = Path.Combine(folder.FullName, "fifo");
            using (var make = Process.Start("mkfifo", [path])) await make.WaitForExitAsync();
            var opening = Task.Run(() => new FileStream(path, FileMode.Open, FileAccess.Write));
            var reader = new FileStream(path, FileMode.Open, FileAccess.Read);
            await using var writer = await opening;
            var protocol = await Read(Serve(), reader);

            writer.Write("through"u8);
            writer.Flush();
            await protocol.Heard;
            Assert.Same(reader, protocol.Transport!.GetExtraInfo(TransportInfo.Pipe));
            protocol.Transport.Close();

            Assert.Null(await protocol.Lost);
            Assert.Equal("through"u8.ToArray(), protocol.Data);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    [Trait("Transports", "38")]
    public async Task Reader_StreamWhoseReadNeverEnds_ClosesAllTheSame()
    {
        var worker = Serve();
        var protocol = await Read(worker, new EndlessStream());

        protocol.Transport!.Close();

        Assert.Null(await protocol.Lost);
        worker.Stop();
        await worker.Ended();
    }

    [Fact]
    [Trait("Transports", "38")]
    public async Task Reader_NamedPipe_DataThenLost()
    {
        var name = $"actors-{Guid.NewGuid():N}";
        var server = new NamedPipeServerStream(name, PipeDirection.In, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
        await using var client = new NamedPipeClientStream(".", name, PipeDirection.Out, PipeOptions.Asynchronous);
        await Task.WhenAll(server.WaitForConnectionAsync(), client.ConnectAsync()).Soon();
        var protocol = await Read(Serve(), server);

        await client.WriteAsync("named"u8.ToArray());
        await client.DisposeAsync();

        Assert.Null(await protocol.Lost);
        Assert.Equal("named"u8.ToArray(), protocol.Data);
    }

    [Fact]
    [Trait("Transports", "38")]
    public async Task Connect_WrongDirection_Throws()
    {
        var (reader, writer) = Pipe();
        await using (reader)
        await using (writer)
        {
            var loop = Serve().Loop;

            await Assert.ThrowsAsync<ArgumentException>(async () => await loop.ConnectReadPipe(static () => new PipeProtocol(), writer));
            await Assert.ThrowsAsync<ArgumentException>(async () => await loop.ConnectWritePipe(static () => new PipeProtocol(), reader));
        }
    }
}
