namespace Actors.Flow;

/// <summary>An asynchronous listener or callback that has not returned, and where its event goes on when it has.</summary>
internal sealed class ListenerFrame(WorkerFlow flow, Frame parent) : Frame(flow, parent)
{
    private Event? _event;
    private Direction _directions;
    private Listener[] _listeners = [];
    private int _next;

    public Task Task { get; private set; } = Task.CompletedTask;

    public Event? Event => _event;

    /// <summary>Watches the listener's task.</summary>
    public void Watch(Task task)
    {
        Task = task;
        Flow.AtEndOf(task, OnCompleted);
    }

    /// <summary>Remembers the rest of the event's way.</summary>
    public void Suspend(Event e, Direction directions, Listener[] listeners, int next)
    {
        _event = e;
        _directions = directions;
        _listeners = listeners;
        _next = next;
    }

    /// <summary>The listener has returned. What it left behind waits on as part of the body.</summary>
    public void End(Frame body)
    {
        IsDone = true;
        while (FirstWait is { } wait)
        {
            Remove(wait);
            wait.MoveTo(body);
            body.Add(wait);
        }
    }

    /// <summary>The rest of the event's way.</summary>
    public void GoOn()
    {
        if (_event is not null) Flow.Dispatch(_event, _directions, _listeners, _next);
    }

    private void OnCompleted() => Flow.Continue(static frame => ((ListenerFrame)frame!).IsDone = true, this);
}
