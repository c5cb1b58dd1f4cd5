using System.Diagnostics;
using System.Runtime.InteropServices;
using Actors.Tests.Conformance;
using static Actors.CurrentWorker;

namespace Actors.Tests.Transports.Subprocess;

/// <summary>Transports 37 and 41: signals, close, and the end of the run.</summary>
public sealed class SubprocessEndTests : SubprocessTests
{
    [Theory]
    [InlineData(PosixSignal.SIGTERM, 143)]
    [InlineData(PosixSignal.SIGHUP, 129)]
    [InlineData(PosixSignal.SIGQUIT, 131)]
    [InlineData((PosixSignal)10, 138)]
    [Trait("Transports", "37")]
    public async Task SendSignal_ProcessRuns_EndsItWith128AndTheSignal(PosixSignal signal, int code)
    {
        var process = await Run(Cat());

        process.Transport.SendSignal(signal);

        Assert.Equal(code, await process.Exited);
        Assert.Equal(code, await End(process));
    }

    [Fact]
    [Trait("Transports", "37")]
    public async Task SendSignal_ProcessHandlesIt_GoesOn()
    {
        var process = await Run(Shell("trap 'echo caught; exit 9' INT; echo ready; while :; do read line || exit 1; done"));
        await process.Heard;

        process.Transport.SendSignal(PosixSignal.SIGINT);
        Input(process).Write("wake up\n"u8);

        Assert.Equal(9, await End(process));
        Assert.Equal("ready\ncaught\n", process.Text(1));
    }

    [Theory]
    [InlineData(true, 143)]
    [InlineData(false, 137)]
    [Trait("Transports", "37")]
    public async Task TerminateAndKill_EndIt(bool terminates, int code)
    {
        var process = await Run(Cat());

        if (terminates) process.Transport.Terminate();
        else process.Transport.Kill();

        Assert.Equal(code, await End(process));
    }

    [Fact]
    [Trait("Transports", "37")]
    public async Task Kill_ProcessHasChildren_LeavesThemAlone()
    {
        using var gate = new Fifo();
        var process = await Run(Shell($"(cat {gate.Path}; echo survived) & echo ready; wait"));
        await process.Heard;

        process.Transport.Kill();
        Assert.Equal(137, await process.Exited);
        await gate.Open();

        Assert.Equal(137, await End(process));
        Assert.Equal("ready\nsurvived\n", process.Text(1));
    }

    [Fact]
    [Trait("Transports", "37")]
    public async Task Signals_ProcessHasEnded_Throw()
    {
        var process = await Run(Shell("exit 0"));
        await process.Exited;

        Assert.Throws<InvalidOperationException>(() => process.Transport.SendSignal(PosixSignal.SIGTERM));
        await End(process);
        Assert.Throws<InvalidOperationException>(process.Transport.Terminate);
        Assert.Throws<InvalidOperationException>(process.Transport.Kill);
    }

    [Fact]
    [Trait("Transports", "37")]
    public async Task SendSignal_UnknownOne_Throws()
    {
        var process = await Run(Cat());

        Assert.Throws<PlatformNotSupportedException>(() => process.Transport.SendSignal((PosixSignal)(-99)));
        process.Transport.Close();
        await End(process);
    }

    [Fact]
    [Trait("Transports", "37")]
    [Trait("Transports", "23")]
    public async Task Close_ProcessRuns_KillsIt()
    {
        var process = await Run(Cat());

        process.Transport.Close();
        process.Transport.Close();

        Assert.True(process.Transport.IsClosing);
        Assert.Equal(137, await End(process));
    }

    [Fact]
    [Trait("Transports", "37")]
    public async Task Close_InConnectionMade_KillsIt()
    {
        var process = await Run(Cat(), new RecordingSubprocess { OnMade = static transport => transport.Close() });

        Assert.Equal(137, await End(process));
    }

    [Theory]
    [InlineData("returns")]
    [InlineData("throws")]
    [InlineData("is stopped")]
    [InlineData("is paused and stopped")]
    [Trait("Spec", "T3")]
    [Trait("Transports", "41")]
    public async Task Run_Ends_ProcessIsKilledAndLostIsToldBefore(string how)
    {
        var process = new RecordingSubprocess();
        var started = Barriers.Signal();
        var worker = System.Start(async () =>
        {
            await Worker.Current.Loop.StartSubprocess(() => process, Shell("trap '' TERM; echo ready; exec sleep 987654"));
            started.SetResult();
            await WaitEvent("END");
            if (how == "throws") throw new InvalidDataException("made to fail");
        });
        await started.Task.Soon();

        if (how == "is paused and stopped") worker.Pause();
        if (how.EndsWith("stopped", StringComparison.Ordinal)) worker.Stop();
        else worker.Fire("END");
        await worker.Ended();

        Assert.True(process.IsLost);
        Assert.Equal(137, await End(process));
    }

    [Fact]
    [Trait("Spec", "T3")]
    [Trait("Transports", "41")]
    public async Task Run_Restarts_ProcessOfTheLastAttemptIsKilledBefore()
    {
        var processes = new List<RecordingSubprocess>();
        var started = Barriers.Signal();
        var worker = System.Start(
            async () =>
            {
                if (processes.Count > 0 && !processes[^1].IsLost) processes[^1].Faults.Add("still there");
                var (_, process) = await Worker.Current.Loop.StartSubprocess(static () => new RecordingSubprocess(), Cat());
                processes.Add(process);
                if (processes.Count < 3) throw new InvalidDataException("made to fail");
                started.SetResult();
                await WaitForever();
            },
            new() { Restart = new RestartPolicy { Backoff = TimeSpan.FromMilliseconds(1) } });

        await started.Task.Soon();
        worker.Stop();
        await worker.Ended();

        Assert.Equal(3, processes.Count);
        foreach (var process in processes) Assert.Equal(137, await End(process));
    }

    [Fact]
    [Trait("Spec", "T3")]
    [Trait("Transports", "41")]
    public async Task Start_RunEndsMeanwhile_LeavesNoProcess()
    {
        for (var round = 0; round < 20; round++)
        {
            var process = new RecordingSubprocess();
            var worker = System.Start(async () => await Worker.Current.Loop.StartSubprocess(
                () => process, new ProcessStartInfo("/bin/sleep", ["987456"]) { RedirectStandardOutput = true }));

            worker.Stop();
            await worker.Ended();

            if (process.Transport is { } transport) Assert.False(Runs(transport.ProcessId));
        }

        Assert.DoesNotContain(Child.All(), static child => child.CommandLine.Contains("987456", StringComparison.Ordinal));
    }
}
