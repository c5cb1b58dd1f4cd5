using System.Globalization;
using Actors.Application.Windows;
using Microsoft.Extensions.Logging.Abstractions;
using static Actors.CurrentWorker;

namespace Actors.Application.Tests.Windows;

/// <summary>Many threads, many windows, and everything counted. <c>ACTORS_ROUNDS</c> says how often.</summary>
public sealed class WindowStressTests : WindowTests
{
    private const int Threads = 8;
    private static readonly int Rounds =
        int.TryParse(Environment.GetEnvironmentVariable("ACTORS_ROUNDS"), CultureInfo.InvariantCulture, out var rounds) ? rounds : 1;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Window_ResizedByManyThreadsAndClosedInBetween_HandlesWhatEachSent(bool isAsync)
    {
        const int sizes = 10_000;
        await using var system = new WorkerSystem(new WorkerSystemOptions { LoggerFactory = NullLoggerFactory.Instance });
        for (var round = 0; round < Rounds; round++)
        {
            var failing = new Random(round);
            var told = 0;
            var options = new EventListenerOptions { Mailbox = new() { Capacity = 32 }, OnFailure = _ => told++ };
            var window = isAsync
                ? new Window("Busy", 1, 1, async size => { await Update(); return Handle(size); }, options: options)
                : new Window("Busy", 1, 1, Handle, options: options);
            window.Open();
            var closeAt = round % 4 == 3 ? int.MaxValue : failing.Next(sizes);
            var sent = 0;
            var refused = 0;
            Task? close = null;

            await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(async () =>
            {
                for (var i = 0; i < sizes / Threads; i++)
                {
                    try
                    {
                        await window.ResizeAsync(thread + 1, i + 1);
                        if (Interlocked.Increment(ref sent) == closeAt) Volatile.Write(ref close, window.CloseAsync());
                    }
                    catch (InvalidOperationException)
                    {
                        Interlocked.Increment(ref refused);
                    }
                }
            }))).WaitAsync(Limit);
            await (close ?? window.CloseAsync()).WaitAsync(Limit);

            Assert.Equal(sizes, sent + refused);
            Assert.Equal(sent, window.Taken + window.Filtered + window.Failed);
            Assert.Equal(window.Failed, told);
            Assert.Equal(closeAt == int.MaxValue, refused == 0 || closeAt >= sizes - Threads);

            // In the window's flow, one size at a time: it needs no lock.
            ResizeEvent? Handle(ResizeEvent size) => failing.Next(10) switch
            {
                0 => throw new InvalidDataException("at random"),
                1 => null,
                _ => size,
            };
        }

        Assert.Equal(0, system.DeadLetters.Count);
    }

    [Fact]
    public async Task Windows_OpenedAndClosedByTheThousand_LeaveNoWorkerBehind()
    {
        const int windows = 5000;
        await using var system = new WorkerSystem(new WorkerSystemOptions { LoggerFactory = NullLoggerFactory.Instance });
        var taken = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            var desk = system.Start(async () =>
            {
                var all = Enumerable.Range(0, windows).Select(static i => new Window($"{i}", 800, 600, Take)).ToArray();
                foreach (var window in all) window.Open();
                foreach (var window in all) window.Resize(1024, 768);
                foreach (var window in all.Take(windows / 2)) await Wait(window.CloseAsync());
                var alone = all.Skip(windows / 2).ToArray();
                await Wait(Task.WhenAll(alone.Select(static window => window.CloseAsync())));
                taken += all.Sum(static window => window.Taken);
                if (Current.Children.Count != 0) throw new InvalidOperationException($"{Current.Children.Count} windows are left.");
            });

            Assert.Equal(WorkerState.Completed, (await desk.Completion.WaitAsync(Limit)).State);
        }

        Assert.Equal((long)windows * Rounds, taken);
        Assert.Empty(system.Workers);
    }
}
