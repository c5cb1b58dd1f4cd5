using System.Threading.Channels;

namespace Actors.Tests.Conformance;

/// <summary>What the tests of restarts share: a parent that tells what it heard.</summary>
public abstract class RestartConformance : ConformanceTests
{
    /// <summary>0.2 seconds before the first restart, to the tick.</summary>
    private protected static readonly RestartPolicy Exact = new() { Jitter = 0 };

    private protected static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    /// <summary>What the parent heard, in order.</summary>
    private protected readonly Channel<Event> _told = global::System.Threading.Channels.Channel.CreateUnbounded<Event>();

    protected Worker Parent()
    {
        var parent = System.Create(null, new WorkerOptions { Name = "parent", Parent = WorkerParent.None });
        string[] names = [WorkerEvents.ChildRestart, WorkerEvents.ChildStop, WorkerEvents.ChildError, WorkerEvents.ChildEnd];
        foreach (var name in names) parent.Listen(name, e => _told.Writer.TryWrite(e));
        return parent.Start();
    }

    protected WorkerOptions Options(RestartPolicy policy) => new() { Name = "worker", Parent = Parent(), Restart = policy };

    protected Worker Create(Func<Task> body, RestartPolicy policy) => System.Create(body, Options(policy));

    protected Worker StartWorker(Func<Task> body, RestartPolicy policy) => Create(body, policy).Start();

    protected Worker StartWorker<T>(Func<Task<T>> body, RestartPolicy policy) => System.Create(body, Options(policy)).Start();

    /// <summary>The next thing that the parent hears, which is that. Of a restart it hears once the backoff runs.</summary>
    protected async Task<Event> ToldOf(string name)
    {
        var e = await _told.Reader.ReadAsync().AsTask().Soon();
        Assert.Equal(name, e.Name);
        return e;
    }
}
