using System.Runtime.CompilerServices;

namespace Actors.Flow;

/// <summary>Tells flows that wait for a time for a task from outside: one continuation of the task, however many waits time out.</summary>
internal sealed class TaskTeller : ResultTeller
{
    private static readonly ConditionalWeakTable<Task, TaskTeller> Tellers = [];

    private TaskTeller(Task task)
        : base(task) =>
        task.ContinueWith(
            static (_, teller) => ((TaskTeller)teller!).TellWaiting(),
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);

    public static TaskTeller Of(Task task) => Tellers.GetValue(task, static task => new TaskTeller(task));
}
