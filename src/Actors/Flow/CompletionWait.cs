using System.Threading.Tasks.Sources;

namespace Actors.Flow;

/// <summary>A wait for the end of a task from outside, without its result.</summary>
/// <param name="task">The task.</param>
/// <param name="isOurs">Whether the task is a wait of the library's, made of several.</param>
internal sealed class CompletionWait(Task task, bool isOurs) : TaskWait, IValueTaskSource, IValueTaskSource<bool>
{
    public override string Description => $"Wait({Describe(task)})";

    public override Task? Outside => !isOurs && task.AsyncState is not ResultTeller ? task : null;

    public override IFlowOwner? AwaitedEnd => EndOf(task);

    public override bool NeedsEvents => false;

    public static CompletionWait For(Frame frame, Task task, TimeSpan timeout, bool isOurs = false)
    {
        var wait = new CompletionWait(task, isOurs);
        wait.Prepare(frame, timeout);
        return wait;
    }

    /// <returns>Ends when the task has ended, and throws what that throws.</returns>
    public ValueTask AsTask() => new(this, Version);

    /// <returns>Whether the task has ended in time; its error is not thrown.</returns>
    public ValueTask<bool> AsTaskOfBool() => new(this, Version);

    bool IValueTaskSource<bool>.GetResult(short token)
    {
        TakeResult(token);
        return !TimedOut;
    }

    void IValueTaskSource.GetResult(short token)
    {
        TakeResult(token);
        task.GetAwaiter().GetResult();
    }

    protected override void OnActivated() => SignalAtEndOf(task);
}
