namespace Actors.Pausing;

/// <summary>One acknowledged pause: who is held by it, and whom it still waits for.</summary>
/// <remarks>
/// A family is marked before its members are told, in one step with reading them: who is in it by then is told here, who comes later
/// begins as one that is held. Any thread may call. The gate is held for this object's own fields and for the clock; what user code
/// may be behind (mailboxes, completions) is called outside.
/// </remarks>
internal sealed class TreeHold(Worker root, PauseOptions options, Worker? pauser) : FlowHold
{
    private readonly Lock _gate = new();
    private readonly ResultSource<int> _complete = new(root);

    /// <summary>Who belongs to it, and whether it stands still already.</summary>
    private readonly Dictionary<WorkerFlow, bool> _members = [];

    private int _held;

    /// <summary>Members that do not stand still yet, workers whose ends are awaited, and the first walk through the tree.</summary>
    private int _pending = 1;

    private volatile bool _isReleased;

    public Worker Root => root;

    /// <summary>The worker that asked for it; it lets everybody go when its run ends.</summary>
    public Worker? Pauser => pauser;

    public override bool IsReleased => _isReleased;

    /// <summary>Completes with the number of those who stand still, once nobody else runs.</summary>
    public Task<int> Complete => _complete.Task;

    private bool IsDeep => options.Scope == PauseScope.Subtree;

    private bool Freezes => options.Timers == PauseTimers.Frozen;

    /// <summary>Whether it holds that worker, now or as soon as it starts.</summary>
    public bool Covers(Worker worker)
    {
        if (worker == root) return true;
        if (!IsDeep) return false;
        for (var ancestor = worker.Parent; ancestor is not null; ancestor = ancestor.Parent)
        {
            if (ancestor == root) return true;
        }

        return false;
    }

    public void Begin()
    {
        Enter(root, null);
        Settle();
    }

    /// <summary>Ends the waiting for it, if it is not complete. Any thread.</summary>
    public void Cancel(CancellationToken cancellationToken) => _complete.TrySetCanceled(cancellationToken);

    public override bool TryEnter(WorkerFlow flow, WorkerFlow? parent)
    {
        lock (_gate)
        {
            // A parent that is ending holds nobody: its clean-up may need its children.
            if (_isReleased || (parent is not null && !_members.ContainsKey(parent)) || !_members.TryAdd(flow, false)) return false;
            _pending++;
            return true;
        }
    }

    public override void OnAdopted(WorkerFlow flow, WorkerFlow? parent) => Enter(WorkerOf(flow), parent);

    public override void OnHeld(WorkerFlow flow)
    {
        // A restart has given it a new family.
        if (IsDeep) EnterChildren(flow);
        lock (_gate)
        {
            if (_isReleased || !_members.TryGetValue(flow, out var isHeld) || isHeld) return;
            _members[flow] = true;
            _held++;
            if (Freezes) WorkerOf(flow).System.Deadlines.Freeze(flow);
        }

        Settle();
    }

    public override void OnEnding(WorkerFlow flow) => LetEnd([WorkerOf(flow)], flow);

    public override void OnRestarting(WorkerFlow flow)
    {
        if (IsDeep) LetEnd(WorkerOf(flow).LetChildrenGo(this).Cast<Worker>(), flow);
    }

    public void Resume()
    {
        KeyValuePair<WorkerFlow, bool>[] members;
        lock (_gate)
        {
            if (_isReleased) return;
            _isReleased = true;
            members = [.. _members];
            _members.Clear();
        }

        PauseRegistry.Instance.Remove(this);
        if (Freezes) Thaw(members.Where(static member => member.Value).Select(static member => member.Key));
        foreach (var (flow, _) in members)
        {
            if (IsDeep) WorkerOf(flow).LetChildrenGo(this);
            flow.Release(this);
        }
    }

    private static Worker WorkerOf(WorkerFlow flow) => (Worker)flow.Owner;

    /// <summary>Tells a worker, and those below it.</summary>
    private void Enter(Worker worker, WorkerFlow? parent)
    {
        var open = new Stack<(Worker Worker, WorkerFlow? Parent)>();
        open.Push((worker, parent));
        while (open.TryPop(out var next))
        {
            if (!next.Worker.IsRunning || next.Worker.Flow is not { } flow || !TryEnter(flow, next.Parent)) continue;
            if (IsDeep)
            {
                foreach (var child in HoldChildren(next.Worker)) open.Push((child, flow));
            }

            if (!flow.TryHold(this)) Leave(flow);
        }
    }

    private void EnterChildren(WorkerFlow flow)
    {
        foreach (var child in HoldChildren(WorkerOf(flow))) Enter(child, flow);
    }

    private IEnumerable<Worker> HoldChildren(Worker worker)
    {
        var children = worker.HoldChildren(this);

        // A resume that came meanwhile has looked at this family before.
        if (_isReleased) worker.LetChildrenGo(this);
        return children.Cast<Worker>();
    }

    /// <summary>Its run ended before it heard of the pause.</summary>
    private void Leave(WorkerFlow flow)
    {
        lock (_gate)
        {
            if (!_members.Remove(flow)) return;
        }

        Settle();
    }

    /// <summary>These workers end, and all below them: nobody holds them, and the pause is complete after them.</summary>
    private void LetEnd(IEnumerable<Worker> ending, WorkerFlow current)
    {
        var thawed = new List<WorkerFlow>();
        var open = new Stack<Worker>(ending);
        while (open.TryPop(out var worker))
        {
            if (worker.Flow is not { } flow) continue;
            bool isMember, isHeld;
            lock (_gate)
            {
                isMember = _members.Remove(flow, out isHeld);
                if (isHeld) _held--;
                if (isHeld || !isMember) _pending++;
            }

            if (isHeld) thawed.Add(flow);
            AwaitEnd(worker);
            if (IsDeep)
            {
                foreach (var child in worker.LetChildrenGo(this)) open.Push((Worker)child);
            }

            if (isMember && flow != current) flow.Release(this);
        }

        if (Freezes) Thaw(thawed);
    }

    // An Async of another system may have been adopted into the tree: its timers are that system's.
    private static void Thaw(IEnumerable<WorkerFlow> flows)
    {
        foreach (var system in flows.GroupBy(static flow => WorkerOf(flow).System)) system.Key.Deadlines.Thaw([.. system]);
    }

    /// <summary>Takes one off what is pending when the worker's run has ended.</summary>
    private void AwaitEnd(Worker worker)
    {
        if (_complete.Task.IsCompleted || !worker.IsRunning) Settle();
        else worker.WhenEnded(Settle);
    }

    private void Settle()
    {
        int held;
        lock (_gate)
        {
            if (--_pending > 0) return;
            held = _held;
        }

        _complete.TrySetResult(held);
    }
}
