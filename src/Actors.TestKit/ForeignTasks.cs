namespace Actors.TestKit;

/// <summary>What a worker that waits for a task from outside, with <c>await Wait(task)</c>, means for a <see cref="VirtualTime"/>.</summary>
public enum ForeignTasks
{
    /// <summary>The clock stands until the task has ended: real work, such as a request, is not overtaken by timeouts.</summary>
    HoldTime,

    /// <summary>The clock runs on: for tasks that another worker ends, that follow this clock, or that never end.</summary>
    LetTimeRun,
}
