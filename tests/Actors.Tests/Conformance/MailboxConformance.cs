using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>What the tests of bounded mailboxes share.</summary>
public abstract class MailboxConformance : ConformanceTests
{
    /// <summary>What the busy worker has heard; a test with two of them looks at none.</summary>
    private protected readonly List<object?> _heard = [];

    /// <summary>What the worker's body awaits outside its loop: until then everything stays queued.</summary>
    private protected readonly TaskCompletionSource _gate = Barriers.Signal();

    protected static WorkerOptions Bounded(MailboxFullMode mode, int? capacity, Worker? parent = null) => new()
    {
        Name = "busy",
        Parent = parent is null ? WorkerParent.Current : parent,
        Mailbox = new MailboxOptions { Capacity = capacity, FullMode = mode },
    };

    protected Worker Busy(MailboxFullMode mode, int? capacity) => System.Start(
        async () =>
        {
            Listen("A", e =>
            {
                lock (_heard) _heard.Add(e.Data);
            });
            await _gate.Task;
            await WaitForever();
        },
        Bounded(mode, capacity));

    protected Task Release(Worker worker)
    {
        // Behind what is queued, and asked for first: let go, the worker may be past its wait point before it is asked.
        var reached = worker.AtWaitPoint();
        _gate.SetResult();
        return reached;
    }
}
