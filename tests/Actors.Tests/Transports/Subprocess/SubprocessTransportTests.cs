using System.ComponentModel;
using System.Diagnostics;
using Actors.Tests.Conformance;

namespace Actors.Tests.Transports.Subprocess;

/// <summary>Transports 36 and 37: a process, its three pipes, and its end.</summary>
public sealed class SubprocessTransportTests : SubprocessTests
{
    [Fact]
    [Trait("Spec", "T2")]
    [Trait("Transports", "36")]
    public async Task Process_WritesAndExits_DataThenEndsThenLost()
    {
        var process = await Run(Shell("echo out; echo err >&2; exit 7"));

        Assert.Equal(7, await process.Exited);
        Assert.Equal(7, await End(process));
        Assert.Equal(("out\n", "err\n"), (process.Text(1), process.Text(2)));
        Assert.Null(await process.PipeLost(1));
        Assert.Null(await process.PipeLost(2));
        Assert.Null(await process.PipeLost(0));
    }

    [Fact]
    [Trait("Spec", "T2")]
    [Trait("Transports", "36")]
    [Trait("Transports", "37")]
    [Trait("Transports", "24")]
    public async Task Process_InputWrittenInMadeAndClosed_GoesThroughWhole()
    {
        var sent = new byte[500_000];
        new Random(1).NextBytes(sent);
        for (var i = 0; i < sent.Length; i++) sent[i] = (byte)('a' + (sent[i] % 26));
        var process = await Run(Cat(), new RecordingSubprocess
        {
            OnMade = transport =>
            {
                var input = (IWriteTransport)transport.GetPipeTransport(0)!;
                input.Write(sent);
                input.Close();
            },
        });

        Assert.Equal(0, await End(process));
        Assert.Equal(global::System.Text.Encoding.ASCII.GetString(sent), process.Text(1));
    }

    [Fact]
    [Trait("Transports", "36")]
    public async Task Process_EndsAtOnce_MadeIsFirst()
    {
        var process = await Run(new ProcessStartInfo("/bin/true") { RedirectStandardOutput = true });

        Assert.Equal(0, await End(process));
    }

    [Fact]
    [Trait("Transports", "36")]
    public async Task Process_HasWrittenBeforeTheLoopIsFree_MadeIsFirst()
    {
        using var gate = new Fifo();
        var (worker, isFree) = (Serve(), new TaskCompletionSource());
        worker.Later(() => isFree.Task.GetAwaiter().GetResult());
        var process = Run(Shell($"echo out; cat {gate.Path}"), worker: worker);

        // It opens the gate behind what it writes.
        await gate.Open().Soon();
        isFree.SetResult();

        Assert.Equal(0, await End(await process));
        Assert.Equal("out\n", (await process).Text(1));
    }

    [Fact]
    [Trait("Transports", "37")]
    public async Task GetPipeTransport_ByWhatIsRedirected_IsAPipeOrNull()
    {
        var process = await Run(new ProcessStartInfo("/bin/cat") { RedirectStandardInput = true });

        Assert.IsAssignableFrom<IWriteTransport>(process.Transport.GetPipeTransport(0));
        Assert.Null(process.Transport.GetPipeTransport(1));
        Assert.Null(process.Transport.GetPipeTransport(2));
        Assert.Null(process.Transport.GetPipeTransport(3));
        Assert.Null(process.Transport.GetPipeTransport(-1));
        Assert.Null(process.Transport.ReturnCode);
        Input(process).WriteEof();
        Assert.Equal(0, await End(process));
    }

    [Fact]
    [Trait("Transports", "37")]
    public async Task Start_NoSuchProgram_ThrowsAndMakesNoProtocol()
    {
        var loop = Serve().Loop;

        await Assert.ThrowsAsync<Win32Exception>(() => loop.StartSubprocess(MustNotBeMade, new ProcessStartInfo("/no/such/program")).AsTask().Soon());
        await Assert.ThrowsAsync<ArgumentException>(
            async () => await loop.StartSubprocess(MustNotBeMade, new ProcessStartInfo("x") { UseShellExecute = true }));
        await Assert.ThrowsAsync<ArgumentException>(async () => await loop.StartSubprocess(MustNotBeMade, new ProcessStartInfo()));

        static RecordingSubprocess MustNotBeMade() => throw new InvalidDataException("the factory was called");
    }

    [Fact]
    [Trait("Transports", "18")]
    public async Task Start_FactoryThrows_ThrowsItAndKillsTheProcess()
    {
        var number = 0;
        var worker = Serve();

        await Assert.ThrowsAsync<InvalidDataException>(() => worker.Loop.StartSubprocess<RecordingSubprocess>(
            () =>
            {
                number = Child.All().Single(static child => child.CommandLine.Contains("987123", StringComparison.Ordinal)).Id;
                throw new InvalidDataException("made to fail");
            },
            new ProcessStartInfo("/bin/sleep", ["987123"])).AsTask().Soon());

        Assert.NotEqual(0, number);
        Assert.False(Runs(number));
    }

    [Fact]
    [Trait("Transports", "28")]
    public async Task ConnectionMade_Throws_KillsTheProcessAndIsLostWithIt()
    {
        var failure = new InvalidDataException("made to fail");

        var process = await Run(Cat(), new RecordingSubprocess { OnMade = _ => throw failure });

        Assert.Same(failure, await process.Lost);
        Assert.Equal(137, process.Transport.ReturnCode);
        Assert.Empty(process.Faults);
    }

    [Fact]
    [Trait("Transports", "36")]
    public async Task PipeDataReceived_Throws_LosesThatPipeAloneWithIt()
    {
        var failure = new InvalidDataException("made to fail");
        var process = await Run(Shell("echo out; read line; echo err >&2"), new RecordingSubprocess
        {
            OnData = fd =>
            {
                if (fd == 1) throw failure;
            },
        });

        Assert.Same(failure, await process.PipeLost(1));
        Input(process).Write("go\n"u8);

        Assert.Equal(0, await End(process));
        Assert.Equal("err\n", process.Text(2));
    }

    [Fact]
    [Trait("Transports", "37")]
    public async Task Write_ProcessHasClosedItsInput_LosesPipe0AndTheRestCompletes()
    {
        using var gate = new Fifo();
        var process = await Run(Shell($"exec 0<&-; echo closed; cat {gate.Path}; exit 3"));

        Assert.Null(await process.PipeLost(0));
        Assert.False(process.HasExited);
        Input(process).Write(new byte[100_000]);
        await gate.Open();

        Assert.Equal(3, await End(process));
        Assert.Equal("closed\n", process.Text(1));
    }

    [Fact]
    [Trait("Transports", "37")]
    public async Task Write_ProcessDiesWithInputUnread_LosesPipe0WithTheErrorAndTheRestCompletes()
    {
        var process = await Run(new ProcessStartInfo("/bin/sleep", ["987654"]) { RedirectStandardInput = true, RedirectStandardOutput = true });
        Input(process).Write(new byte[1_000_000]);
        await process.Paused;

        process.Transport.Kill();

        Assert.NotNull(await process.PipeLost(0));
        Assert.Equal(137, await End(process));
    }

    [Fact]
    [Trait("Transports", "36")]
    public async Task Process_OutputIsNotDrained_StandsStillUntilItIs()
    {
        const int size = 1_000_000;
        var worker = Serve();
        var process = await Run(
            Shell($"echo start >&2; head -c {size} /dev/zero; echo done >&2"),
            new RecordingSubprocess { OnMade = static transport => ((IReadTransport)transport.GetPipeTransport(1)!).PauseReading() },
            worker);

        await process.Heard;
        await worker.AtWaitPoint();
        Assert.Equal("start\n", process.Text(2));
        Assert.False(process.HasExited);
        ((IReadTransport)process.Transport.GetPipeTransport(1)!).ResumeReading();

        Assert.Equal(0, await End(process));
        Assert.Equal(size, process.Length(1));
        Assert.Equal("start\ndone\n", process.Text(2));
    }

    [Fact]
    [Trait("Transports", "36")]
    public async Task Process_ClosesItsPipesBeforeItExits_LostComesAfterTheExit()
    {
        var process = await Run(Shell("exec 1>&- 2>&-; read line; exit 5"));

        Assert.Null(await process.PipeLost(1));
        Assert.Null(await process.PipeLost(2));
        Assert.False(process.HasExited);
        Input(process).Write("go\n"u8);

        Assert.Equal(5, await process.Exited);
        Assert.Equal(5, await End(process));
    }

    [Fact]
    [Trait("Transports", "36")]
    public async Task Process_GrandchildKeepsThePipe_LostComesAfterThePipe()
    {
        using var gate = new Fifo();
        var process = await Run(Shell($"(cat {gate.Path}; echo late) & echo early; exit 4"));

        Assert.Equal(4, await process.Exited);
        Assert.False(process.IsPipeLost(1));
        Assert.False(process.IsLost);
        await gate.Open();

        Assert.Equal(4, await End(process));
        Assert.Equal("early\nlate\n", process.Text(1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Transports", "37")]
    public async Task Close_GrandchildKeepsThePipe_EndsAllTheSame(bool byRun)
    {
        using var gate = new Fifo();
        var worker = Serve();
        var process = await Run(Shell($"(cat {gate.Path}; echo late) & exit 0"), worker: worker);
        await process.Exited;

        if (byRun) worker.Stop();
        else process.Transport.Close();

        Assert.Equal(0, await End(process));
        if (byRun) await worker.Ended();
        await gate.Open();
    }

    [Fact]
    [Trait("Transports", "29")]
    public async Task GetExtraInfo_Subprocess_IsTheProcess()
    {
        var process = await Run(Cat());

        var known = Assert.IsType<Process>(process.Transport.GetExtraInfo(TransportInfo.Subprocess));
        Assert.Equal(process.Transport.ProcessId, known.Id);
        Assert.Same(process, process.Transport.GetProtocol());
        process.Transport.Close();

        Assert.Equal(137, await End(process));
        Assert.Same(known, process.Transport.GetExtraInfo(TransportInfo.Subprocess));
        Assert.Throws<ArgumentException>(() => process.Transport.SetProtocol(new Pipes.PipeProtocol()));
    }
}
