using System.Threading.Channels;
using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>What the tests of supervision share: a parent that tells what it heard.</summary>
public abstract class SupervisionConformance : ConformanceTests
{
    /// <summary>Starts and ends of children, as their parent hears them: <c>+a</c>, <c>-a</c>.</summary>
    private protected readonly Channel<string> _heard = global::System.Threading.Channels.Channel.CreateUnbounded<string>();

    /// <summary>Ends as it is told.</summary>
    protected static async Task Failing()
    {
        var e = await WaitUntil(static e => e.Name is "FAIL" or "DONE" or "EXIT");
        if (e.Name == "FAIL") throw new InvalidDataException("boom");
        if (e.Name == "EXIT") Exit();
    }

    protected static WorkerOptions ParentOptions(SupervisionPolicy? policy) =>
        new() { Name = "parent", Parent = WorkerParent.None, Supervision = policy };

    protected Worker StartParent(SupervisionPolicy? policy) =>
        Listening(System.Create(static async () => await WaitForever(), ParentOptions(policy))).Start();

    protected Worker StartChild(Worker parent, string name) => StartNamed(parent, name, Failing);

    protected Worker StartNamed(Worker parent, string name, Func<Task> body) =>
        System.Start(body, new WorkerOptions { Name = name, Parent = parent });

    protected Worker Listening(Worker parent)
    {
        parent.Listen(WorkerEvents.ChildStart, e => _heard.Writer.TryWrite("+" + ((Worker)e.Target!).Name));
        parent.Listen(WorkerEvents.ChildEnd, e => _heard.Writer.TryWrite("-" + ((Worker)e.Target!).Name));
        return parent;
    }

    protected async Task Heard(params string[] expected)
    {
        foreach (var one in expected) Assert.Equal(one, await _heard.Reader.ReadAsync().AsTask().Soon());
    }
}
