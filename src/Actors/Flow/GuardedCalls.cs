namespace Actors.Flow;

/// <summary>A listener that cannot wait hears an event.</summary>
internal readonly struct ListenerCall(Listener listener, Event e) : IForeignCode
{
    public void Invoke() => listener.Invoke(e);
}

/// <summary>A listener that may wait hears an event.</summary>
internal struct AsyncListenerCall(Listener listener, Event e) : ITaskCode
{
    public Task? Task { get; private set; }

    public void Invoke() => Task = listener.Invoke(e);
}

/// <summary>A function is called that may wait.</summary>
internal struct FunctionCall(Func<Task?> function) : ITaskCode
{
    public Task? Task { get; private set; }

    public void Invoke() => Task = function();
}

/// <summary>A run's body is called.</summary>
internal struct BodyCall(IFlowOwner owner, object? argument) : ITaskCode
{
    public Task? Task { get; private set; }

    public void Invoke() => Task = owner.InvokeBody(argument);
}

/// <summary>A wait is asked whether an event ends it, which may call a condition.</summary>
internal struct EventOffer(Wait wait, Event e) : IForeignCode
{
    public bool IsTaken { get; private set; }

    public void Invoke() => IsTaken = wait.TryAccept(e);
}

/// <summary>A wait begins, which may ask the clock or a task.</summary>
internal readonly struct WaitStart(Wait wait, DeadlineQueue deadlines) : IForeignCode
{
    public void Invoke() => wait.Activate(deadlines);
}

/// <summary>Code that awaited something else than the library's waits goes on.</summary>
internal readonly struct ResumptionCall(Resumption resumption) : IForeignCode
{
    public void Invoke() => resumption.Invoke();
}
