using System.Diagnostics;
using System.Globalization;
using System.Net;
using Actors.Tests.Conformance;
using Actors.Tests.Transports.Pipes;
using Actors.Tests.Transports.Subprocess;
using Actors.Tests.Transports.Udp;
using static Actors.CurrentWorker;

namespace Actors.Tests.Transports;

/// <summary>Spec T3 over many rounds: handles, processes and memory are where they were.</summary>
/// <remarks>It counts what the whole process has open, and so runs alone.</remarks>
[Collection(nameof(AloneCollection))]
public sealed class ProcessLeakTests : TransportTests
{
    /// <summary>What the system and the runtime take for themselves, however many rounds there are.</summary>
    private const int Slack = 8;

    private const long MemorySlack = 4_000_000;

    /// <summary>40 by default; the environment variable ACTORS_ROUNDS sets another number. Processes have a twentieth of a great one.</summary>
    private static int Rounds =>
        int.TryParse(Environment.GetEnvironmentVariable("ACTORS_ROUNDS"), CultureInfo.InvariantCulture, out var rounds) ? rounds : 40;

    private static int ProcessRounds => Math.Max(Math.Min(Rounds, 40), Rounds / 20);

    [Fact]
    [Trait("Spec", "T3")]
    [Trait("Transports", "41")]
    public Task Datagrams_OpenedAndClosedByTheEndOfTheRun_LeaveNothing() => LeavesNothing(Rounds, async round =>
    {
        var receiver = new RecordingDatagrams();
        var worker = System.Start(async () =>
        {
            var loop = Worker.Current.Loop;
            await loop.CreateDatagramEndpoint(() => receiver, new IPEndPoint(IPAddress.Loopback, 0));
            var address = (EndPoint)receiver.Transport.GetExtraInfo(TransportInfo.SockName)!;
            var (sender, _) = await loop.CreateDatagramEndpoint(static () => new RecordingDatagrams(), remoteEndPoint: address);
            sender.SendTo("x"u8);
            if (round % 2 == 0) await Wait(receiver.Next());
        });
        await worker.Value();
        Assert.True(receiver.IsLost);
        Assert.Empty(receiver.Faults);
    });

    [Fact]
    [Trait("Spec", "T3")]
    [Trait("Transports", "41")]
    public Task Pipes_OpenedAndClosedByTheEndOfTheRun_LeaveNothing() => LeavesNothing(Rounds, async round =>
    {
        var (reader, writer) = PipeTests.Pipe();
        var protocol = new PipeProtocol();
        var worker = System.Start(async () =>
        {
            var loop = Worker.Current.Loop;
            await loop.ConnectReadPipe(() => protocol, reader);
            var (transport, _) = await loop.ConnectWritePipe(static () => new PipeProtocol(), writer);
            transport.Write("x"u8);
            if (round % 2 == 0) await Wait(protocol.Heard);
        });
        await worker.Value();
        Assert.True(protocol.IsLost);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Spec", "T3")]
    [Trait("Transports", "41")]
    public Task Processes_ThatExitOrAreKilled_LeaveNothing(bool isKilled) => LeavesNothing(ProcessRounds, async _ =>
    {
        var process = new RecordingSubprocess();
        var worker = System.Start(async () =>
        {
            await Worker.Current.Loop.StartSubprocess(
                () => process,
                new ProcessStartInfo(isKilled ? "/bin/cat" : "/bin/true")
                {
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                });
            if (!isKilled) await Wait(process.Lost);
        });
        await worker.Value();
        Assert.Equal(isKilled ? 137 : 0, process.Transport.ReturnCode);
        Assert.Empty(process.Faults);
    });

    private static async Task LeavesNothing(int rounds, Func<int, Task> run)
    {
        for (var round = 0; round < 10; round++) await run(round);
        var before = Held();

        for (var round = 0; round < rounds; round++) await run(round);

        var after = Held();
        Assert.True(after.Handles <= before.Handles + Slack, $"handles: {before.Handles} before, {after.Handles} after {rounds} rounds");
        Assert.True(after.Children <= before.Children, $"processes: {before.Children} before, {after.Children} after {rounds} rounds");
        Assert.True(after.Memory <= before.Memory + MemorySlack, $"bytes: {before.Memory} before, {after.Memory} after {rounds} rounds");
    }

    private static (int Handles, int Children, long Memory) Held()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return (Directory.GetFileSystemEntries("/proc/self/fd").Length, Child.All().Count, GC.GetTotalMemory(forceFullCollection: true));
    }
}
