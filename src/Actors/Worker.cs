namespace Actors;

/// <summary>A unit of background work: one mailbox, one event loop, one parent at most.</summary>
/// <remarks>Its members may be called from any thread. Its body is made with <see cref="WorkerSystem.Create(Func{Task}?, WorkerOptions?)"/>
/// or <see cref="WorkerSystem.Start(Func{Task}, WorkerOptions?)"/>; inside the body, use the shortcuts of <see cref="CurrentWorker"/>.</remarks>
public sealed partial class Worker : FamilyMember, IEventTarget
{
    /// <summary>The flow of the current or last run. First: it is what each event needs.</summary>
    private volatile WorkerFlow? _flow;

    private readonly Body? _body;
    private readonly WorkerOptions _options;
    private readonly ListenerTable _listeners = new();
    private readonly long _id;

    /// <summary>The running children; made with the first child.</summary>
    private Family? _children;

    private volatile WorkerState _state;
    private WorkerResult? _result;
    private ResultSource<WorkerResult>? _completion;

    internal Worker(WorkerSystem system, Body? body, WorkerOptions options, Worker? parent, long id)
    {
        options.Validate(body);
        System = system;
        Parent = parent;
        _body = body;
        _options = options;
        _id = id;
        Dispatcher = options.Dispatcher;
        IsDaemon = options.IsDaemon ?? parent?.IsDaemon ?? false;
    }

    /// <summary>The worker in whose flow this code runs; on the main flow the system's main worker (spec F5).</summary>
    /// <exception cref="InvalidOperationException">The code runs outside every worker; see <see cref="TryGetCurrent"/>.</exception>
    public static Worker Current => TryGetCurrent() ?? throw new InvalidOperationException(
        "No worker runs this code. Call it in a worker's body or listener, or on the flow that made the WorkerSystem; " +
        "from elsewhere use the worker's own members, such as worker.Fire.");

    /// <summary>The system that it belongs to.</summary>
    public WorkerSystem System { get; }

    /// <summary>The worker that stops and awaits this one when it ends; null for a root worker (spec C1).</summary>
    public Worker? Parent { get; private set; }

    /// <summary>The last part of its path.</summary>
    public string Name => _options.Name ?? $"worker-{_id}";

    /// <summary>Its name behind its parents' names, such as <c>/hub/client-7</c>. Of more than 32 levels the middle is left out.</summary>
    public string Path => WorkerPath.Of(this);

    /// <summary>Whether its parent's end, and the system's, does not wait for it (spec C2).</summary>
    public bool IsDaemon { get; }

    /// <summary>Where it stands in its life (spec L1).</summary>
    public WorkerState State => _state;

    /// <summary>Whether a run is under way: running, paused or stopping.</summary>
    public bool IsRunning => _state is WorkerState.Running or WorkerState.Paused or WorkerState.Stopping;

    /// <summary>Whether it is its system's main worker (spec M4).</summary>
    public bool IsMain => System.Main == this;

    /// <summary>The running children, in the order of their starts (spec C3).</summary>
    public IReadOnlyList<Worker> Children => _children is { } children ? Array.ConvertAll(children.ToArray(), static child => (Worker)child) : [];

    internal int ChildCount => _children?.Count ?? 0;

    /// <summary>Where its turns run; set before the first start.</summary>
    internal WorkerDispatcher Dispatcher { get; set; }

    internal WorkerFlow? Flow => _flow;

    internal ListenerTable Listeners => _listeners;

    /// <summary>The frame whose code this is; null outside every worker.</summary>
    internal static Frame? CurrentFrame
    {
        get
        {
            if (Ambient.Frame is not { } frame) return null;

            var flow = frame.Flow;
            return flow.IsStopRequested && frame == flow.Root && !flow.IsInTurn ? StoppedFrame(frame) : frame;
        }
    }

    /// <summary>The worker in whose flow this code runs, or null outside every worker (spec F5).</summary>
    public static Worker? TryGetCurrent() => (Worker?)CurrentFrame?.Flow.Owner;

    /// <inheritdoc/>
    public override string ToString() => $"{Path} ({State})";

    /// <summary>While a worker awaits an <see cref="Async"/>, that is its child (spec A1).</summary>
    internal bool TryAdopt(Worker child)
    {
        if (!TryMoveHere(child)) return false;
        foreach (var hold in _children?.Holds ?? []) hold.OnAdopted(child._flow!, _flow);
        return true;
    }

    private bool TryMoveHere(Worker child)
    {
        // One adoption at a time: nobody may become an ancestor of itself.
        lock (System.AdoptionGate)
        {
            for (var ancestor = this; ancestor is not null; ancestor = ancestor.Parent)
            {
                if (ancestor == child) return false;
            }

            lock (child._listeners)
            {
                if (!child.IsRunning) return false;
                child.Family?.Remove(child);
                if (EnsureChildren().TryAdd(child, holds: !child.IsDaemon))
                {
                    child.Parent = this;
                    return true;
                }
            }
        }

        child.ReturnToRoots();
        return false;
    }

    /// <summary>The opposite of <see cref="TryAdopt"/>.</summary>
    internal void Release(Worker child)
    {
        lock (child._listeners)
        {
            if (child.Parent != this) return;
            child.Parent = null;
            if (child.Family is not { } family) return;
            family.Remove(child);
        }

        child.ReturnToRoots();
    }

    /// <summary>A root again; told to stop when the system takes no more roots.</summary>
    private void ReturnToRoots()
    {
        lock (_listeners)
        {
            if (!IsRunning || System.Roots.TryAdd(this, holds: !IsDaemon)) return;
        }

        TryStop();
    }

    /// <summary>A main flow outlives its system, and the runs of its main worker. Workers that clean up while the system stops are still
    /// themselves.</summary>
    private static Frame? StoppedFrame(Frame frame)
    {
        if (frame.Flow.Owner is not Worker { IsMain: true } main) return frame;
        var flow = main._flow is { HasEnded: false } present ? present : frame.Flow;
        return flow.IsInTurn || !main.System.IsStopped ? flow.Root : null;
    }

    /// <summary>Holds the children that start from now on.</summary>
    /// <returns>Those there are.</returns>
    internal FamilyMember[] HoldChildren(FlowHold hold) => EnsureChildren().Hold(hold);

    /// <summary>The opposite of <see cref="HoldChildren"/>.</summary>
    /// <returns>Those there are.</returns>
    internal FamilyMember[] LetChildrenGo(FlowHold hold) => _children?.LetGo(hold) ?? [];

    private Family EnsureChildren()
    {
        if (_children is { } children) return children;
        var made = new Family();
        return Interlocked.CompareExchange(ref _children, made, null) ?? made;
    }
}
