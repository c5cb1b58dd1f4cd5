using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec E10 with many senders at once: nothing is lost unseen, order is kept, and no more is held than the capacity.</summary>
public abstract class MailboxStressTests : ConformanceTests
{
    private const int Senders = 4;
    private const int Each = 5000;

    private readonly List<(int Sender, int Number)> _heard = [];

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [Trait("Spec", "E10")]
    public async Task FireAsync_FromManySenders_LosesNothingAndNeverHoldsMore(int capacity)
    {
        var queued = 0;
        var most = 0;
        var worker = Bounded(capacity, MailboxFullMode.Wait);
        worker.Listen("N", e =>
        {
            // An event whose place was given to the next one, and that was not counted down yet: this one.
            most = Math.Max(most, Interlocked.Decrement(ref queued) + 1);
            _heard.Add(((int, int))e.Data!);
        });

        // Half of them are workers, half are plain threads of the pool; callbacks come in between.
        var sending = Enumerable.Range(0, Senders).Select(sender => sender % 2 == 0
            ? Task.Run(() => Send(sender))
            : System.Start(() => Send(sender)).Value());
        await Task.WhenAll(sending).Soon();
        await worker.AtWaitPoint();

        AssertOrder(Senders * Each);
        Assert.InRange(most, 1, capacity + 1);
        Assert.Equal((0, 0), (worker.DroppedEvents, System.DeadLetters.Count));
        Assert.Equal(0, worker.MailboxDepth);

        async Task Send(int sender)
        {
            for (var i = 0; i < Each; i++)
            {
                await worker.FireAsync("N", (sender, i));
                Interlocked.Increment(ref queued);
                if (i % 7 == 0) worker.Later(static () => { });
            }
        }
    }

    [Theory]
    [InlineData(MailboxFullMode.DropNewest)]
    [InlineData(MailboxFullMode.DropOldest)]
    [InlineData(MailboxFullMode.Reject)]
    [Trait("Spec", "E10")]
    public async Task Fire_FromManySenders_CountsWhatItDoesNotHandle(MailboxFullMode mode)
    {
        var worker = Bounded(8, mode);
        worker.Listen("N", e => _heard.Add(((int, int))e.Data!));

        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Barriers.OnPlainThread(() =>
        {
            for (var i = 0; i < Each; i++)
            {
                worker.Fire("N", (sender, i));
                if (i % 7 == 0) worker.Later(static () => { });
            }
        })));
        await worker.AtWaitPoint();

        AssertOrder(Senders * Each - (int)(worker.DroppedEvents + System.DeadLetters.Count));
        Assert.Equal(0, mode == MailboxFullMode.Reject ? worker.DroppedEvents : System.DeadLetters.Count);
        Assert.Equal(worker.DroppedEvents, System.DroppedEvents);
    }

    [Fact]
    [Trait("Spec", "E10")]
    public async Task FireAsync_RacingWithTheEndOfTheRun_IsHeardOrRejectedNeverLost()
    {
        var half = Barriers.Signal();
        var worker = System.Create(
            async () => await WaitEvent("END"),
            new WorkerOptions { Mailbox = new MailboxOptions { Capacity = 4 } });
        worker.Listen("N", e =>
        {
            _heard.Add(((int, int))e.Data!);
            if (_heard.Count == Senders * Each / 2) half.SetResult();
        });
        worker.Start();

        var sending = Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++) await worker.FireAsync("N", (sender, i));
        })));
        await half.Task.Soon();
        await worker.FireAsync("END");
        await worker.Ended();
        await sending.Soon();

        AssertOrder(Senders * Each - (int)System.DeadLetters.Count);
    }

    [Fact]
    [Trait("Spec", "E10")]
    public async Task FireAsync_CancelledWhileRoomComes_IsHeardOrThrows()
    {
        var cancelled = 0;
        var worker = Bounded(1, MailboxFullMode.Wait);
        worker.Listen("N", e => _heard.Add(((int, int))e.Data!));

        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
        {
            for (var i = 0; i < Each / 10; i++)
            {
                using var cancellation = new CancellationTokenSource();
                var firing = worker.FireAsync("N", (sender, i), cancellation.Token).AsTask();
                await cancellation.CancelAsync();
                try
                {
                    await firing;
                }
                catch (OperationCanceledException)
                {
                    Interlocked.Increment(ref cancelled);
                }
            }
        }))).Soon();
        await worker.AtWaitPoint();

        AssertOrder(Senders * (Each / 10) - cancelled);
    }

    private Worker Bounded(int capacity, MailboxFullMode mode) =>
        System.Start(new WorkerOptions { Mailbox = new MailboxOptions { Capacity = capacity, FullMode = mode } });

    private void AssertOrder(int events)
    {
        Assert.Equal(events, _heard.Count);
        foreach (var sender in _heard.GroupBy(static e => e.Sender))
        {
            var numbers = sender.Select(static e => e.Number).ToArray();
            Assert.Equal(numbers.Distinct().Order(), numbers);
        }
    }
}
