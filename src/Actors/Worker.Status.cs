namespace Actors;

/// <content>What others may see of a worker.</content>
public sealed partial class Worker
{
    /// <summary>How many items are queued; a snapshot.</summary>
    public int MailboxDepth => IsRunning && _flow is { } flow ? flow.MailboxDepth : 0;

    /// <summary>State, mailbox, and what it waits for since when; made for this call, at no cost to the worker.</summary>
    public WorkerStatus Status
    {
        get
        {
            var state = _state;
            if (!IsRunning || _flow is not { } flow) return new WorkerStatus(Path, state, IsDaemon, 0, "nothing: it does not run", null);
            var (what, since) = flow.Describe();
            var waited = since is { } start ? TimeSpan.FromMilliseconds(Environment.TickCount64 - start) : (TimeSpan?)null;
            return new WorkerStatus(Path, state, IsDaemon, flow.MailboxDepth, what, waited);
        }
    }

    /// <summary>What the last run has thrown; null when it runs, or ended otherwise.</summary>
    internal Exception? Failure => IsRunning ? null : _result?.Error;

    /// <summary>These workers and all below them, parents before children.</summary>
    internal static List<Worker> OfTrees(IEnumerable<Worker> roots)
    {
        var list = new List<Worker>();
        var open = new Stack<Worker>(roots.Reverse());
        while (open.TryPop(out var worker))
        {
            list.Add(worker);
            foreach (var child in worker.Children.Reverse()) open.Push(child);
        }

        return list;
    }
}
