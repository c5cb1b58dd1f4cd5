using System.Threading.Tasks.Sources;

namespace Actors.Flow;

/// <summary>A wait for the result of a task from outside.</summary>
internal sealed class ResultWait<T>(Task<T> task, bool isOurs) : TaskWait, IValueTaskSource<T?>
{
    public override string Description => $"Wait({Describe(task)})";

    public override Task? Outside => !isOurs && task.AsyncState is not ResultTeller ? task : null;

    public override IFlowOwner? AwaitedEnd => EndOf(task);

    public override bool NeedsEvents => false;

    /// <returns>What the task gives or throws; the default value when the time ran out.</returns>
    public static ValueTask<T?> Start(Frame frame, Task<T> task, TimeSpan timeout, bool isOurs = false)
    {
        var wait = new ResultWait<T>(task, isOurs);
        wait.Prepare(frame, timeout);
        return new ValueTask<T?>(wait, wait.Version);
    }

    T? IValueTaskSource<T?>.GetResult(short token)
    {
        TakeResult(token);
        return TimedOut ? default : task.GetAwaiter().GetResult();
    }

    protected override void OnActivated() => SignalAtEndOf(task);
}
