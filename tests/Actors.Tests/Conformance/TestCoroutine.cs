using Actors.Flow;

namespace Actors.Tests.Conformance;

/// <summary>A coroutine whose end a test can see.</summary>
internal sealed class TestCoroutine(WorkerFlow flow, Func<Task> code) : Coroutine(flow)
{
    private readonly ResultSource<Task> _ended = new("TestCoroutine");

    public override string Description => "a coroutine of a test";

    /// <summary>Its code's task, once it has ended.</summary>
    public Task<Task> Ended => _ended.Task;

    public static TestCoroutine Start(Worker worker, Func<Task> code)
    {
        var coroutine = new TestCoroutine(worker.Flow!, code);
        Assert.True(coroutine.TryStart());
        return coroutine;
    }

    protected override Task Invoke() => code();

    protected override void OnEnded(Task task) => _ended.TrySetResult(task);
}
