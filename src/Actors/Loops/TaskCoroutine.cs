using System.Runtime.CompilerServices;

namespace Actors.Loops;

/// <summary>Runs the function of a loop's task.</summary>
internal sealed class TaskCoroutine : Coroutine
{
    private readonly string _name;
    private readonly Func<CancellationToken, Task> _function;
    private readonly Action<Task> _onEnded;

    public TaskCoroutine(Future future, string name, Func<CancellationToken, Task> function, Action<Task> onEnded)
        : base(future.Loop.Flow)
    {
        Future = future;
        _name = name;
        _function = function;
        _onEnded = onEnded;
        if (CallContext.Capture() is { } context) StartIn(context);
    }

    /// <summary>Cancelled when the task is told to leave; made only for a function that takes it.</summary>
    public CancellationTokenSource? Cancellation { get; init; }

    public Future Future { get; }

    public override string Description => $"task '{_name}'";

    /// <returns>What it threw; null when it returned.</returns>
    public static Exception? ErrorOf(Task task)
    {
        if (task.IsCompletedSuccessfully) return null;
        if (task.Exception is { } exception && exception.InnerException is not OperationCanceledException) return exception.InnerException!;
        try
        {
            task.GetAwaiter().GetResult();
            return null;
        }
        catch (OperationCanceledException error)
        {
            // Another one for each task: in a long chain of tasks the stack of one would grow at each. And whoever awaits a task that left
            // by a WorkerExit is not told to leave itself.
            return new OperationCanceledException(ErrorText.MessageOf(error), error.CancellationToken);
        }
    }

    /// <summary>Asks it to leave. Any thread.</summary>
    public bool Cancel(string? message)
    {
        if (Future.IsDone) return false;
        var error = new OperationCanceledException(message ?? $"{_name} was cancelled.");
        if (Flow.IsInTurn && RuntimeHelpers.TryEnsureSufficientExecutionStack()) CancelHere(error);
        else Flow.Post(new CancelCall(this, error));
        return true;
    }

    public override void OnBodyEnded()
    {
        CancelToken();
        base.OnBodyEnded();
    }

    protected override Task Invoke() => _function(Cancellation?.Token ?? CancellationToken.None);

    protected override void OnEnded(Task task) => _onEnded(task);

    protected override void PostFirstStep()
    {
        if (Future.Loop.HasIterations) Future.Loop.TryPost(new FirstStep(this), Flow);
        else PostStep();
    }

    /// <summary>The futures that it awaits are cancelled themselves, and so end its waits, in order with all else. In a turn.</summary>
    private void CancelHere(OperationCanceledException error)
    {
        if (IsDone) return;
        CancelToken();
        var isTold = false;
        var isElsewhere = false;
        for (var wait = FirstWait; wait is not null; wait = wait.NextInFrame)
        {
            if (wait is FutureWait { IsPending: true } pending && pending.Future.Cancel(error.Message)) isTold = true;
            else isElsewhere = true;
        }

        if (isElsewhere || !isTold) Interrupt(error);
    }

    /// <summary>Cancels what it awaits outside, at once. In a turn.</summary>
    private void CancelToken()
    {
        if (Cancellation is not { } cancellation) return;
        try
        {
            cancellation.Cancel();
        }
        catch (AggregateException error)
        {
            // Code that somebody registered at the token: the task is told all the same.
            Future.Loop.CallExceptionHandler(new LoopError
            {
                Message = $"Code registered at the token of {Description} of worker '{Flow.Path}' threw.",
                Exception = error,
                Future = Future,
            });
        }
    }

    private sealed class CancelCall(TaskCoroutine coroutine, OperationCanceledException error) : FlowCall
    {
        public override void Invoke(WorkerFlow flow) => coroutine.CancelHere(error);
    }

    private sealed class FirstStep(TaskCoroutine coroutine) : Handle(coroutine.Future.Loop, Nothing, ItemKind.Call)
    {
        private static readonly Action Nothing = static () => { };

        private protected override Handle? Choose(WorkerFlow flow)
        {
            coroutine.Step();
            return null;
        }

        private protected override void Call(Delegate callback)
        {
        }
    }
}
