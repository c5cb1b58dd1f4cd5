using Actors.Tests.Conformance;

namespace Actors.Tests.Transports.Pipes;

/// <summary>Transports 38: a pipe that is written to.</summary>
public sealed class WritePipeTests : PipeTests
{
    /// <summary>More than pipe and buffer hold.</summary>
    private const int Much = 1_000_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Spec", "T2")]
    [Trait("Transports", "38")]
    [Trait("Transports", "23")]
    public async Task Writer_CloseOrWriteEof_FlushesThenLost(bool byEof)
    {
        var (reader, writer) = Pipe();
        var (transport, protocol) = await Write(Serve(), writer);
        var sent = new byte[Much];
        Random.Shared.NextBytes(sent);

        transport.Write(sent);
        if (byEof) transport.WriteEof();
        else transport.Close();
        await protocol.Paused;

        Assert.Equal(sent, await ReadToEnd(reader));
        Assert.Null(await protocol.Lost);
        Assert.Equal(["made", "pause", "resume", "lost"], protocol.Calls);
        Assert.True(transport.IsClosing);
    }

    [Fact]
    [Trait("Transports", "38")]
    public async Task Writer_ReaderGoesAndNothingIsBuffered_IsLostWithNull()
    {
        var (reader, writer) = Pipe();
        var (_, protocol) = await Write(Serve(), writer);

        await reader.DisposeAsync();

        Assert.Null(await protocol.Lost);
        Assert.Equal(["made", "lost"], protocol.Calls);
    }

    [Fact]
    [Trait("Transports", "38")]
    public async Task Writer_ReaderGoesAndSomethingIsBuffered_IsLostWithTheError()
    {
        var (reader, writer) = Pipe();
        var (transport, protocol) = await Write(Serve(), writer);
        transport.Write(new byte[Much]);
        await protocol.Paused;

        await reader.DisposeAsync();

        Assert.NotNull(await protocol.Lost);
        Assert.Equal(["made", "pause", "lost"], protocol.Calls);
        Assert.Equal(0, transport.WriteBufferSize);
    }

    [Fact]
    [Trait("Transports", "23")]
    public async Task Abort_ReaderDoesNotRead_DropsWhatIsBuffered()
    {
        var (reader, writer) = Pipe();
        var (transport, protocol) = await Write(Serve(), writer);
        transport.Write(new byte[Much]);
        await protocol.Paused;

        transport.Close();
        transport.Abort();

        Assert.Null(await protocol.Lost);
        Assert.True((await ReadToEnd(reader)).Length < Much);
    }

    [Fact]
    [Trait("Transports", "38")]
    public async Task Writer_ManyPipes_EachHearsOfItsOwnReader()
    {
        const int count = 50;
        var worker = Serve();
        var pipes = new List<(Stream Reader, PipeProtocol Protocol)>();
        for (var i = 0; i < count; i++)
        {
            var (reader, writer) = Pipe();
            pipes.Add((reader, (await Write(worker, writer)).Protocol));
        }

        foreach (var (number, pipe) in pipes.Index())
        {
            await pipe.Reader.DisposeAsync();
            Assert.Null(await pipe.Protocol.Lost);
            Assert.Equal(count - number - 1, pipes.Count(static pipe => !pipe.Protocol.IsLost));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Spec", "T3")]
    [Trait("Transports", "41")]
    public async Task Run_Ends_BothEndsAreClosedAndLostIsToldBefore(bool isFull)
    {
        var (reader, writer) = Pipe();
        var (othersReader, othersWriter) = Pipe();
        var (reading, writing) = (new PipeProtocol(), new PipeProtocol());
        var worker = System.Start(async () =>
        {
            var loop = Worker.Current.Loop;
            await loop.ConnectReadPipe(() => reading, othersReader);
            var (transport, _) = await loop.ConnectWritePipe(() => writing, writer);
            if (isFull) transport.Write(new byte[Much]);
        });

        await worker.Value();

        Assert.True(reading.IsLost && writing.IsLost);
        await ReadToEnd(reader);

        // A write would not tell: a process that another test starts has all ends for a moment.
        Assert.Throws<ObjectDisposedException>(() => othersReader.ReadByte());
        await othersWriter.DisposeAsync();
    }

    private static async Task<byte[]> ReadToEnd(Stream reader)
    {
        await using var _ = reader;
        var data = new MemoryStream();
        await reader.CopyToAsync(data).Soon();
        return data.ToArray();
    }
}
