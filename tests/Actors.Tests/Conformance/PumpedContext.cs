using System.Collections.Concurrent;

namespace Actors.Tests.Conformance;

/// <summary>A loop on a thread of its own, as a user interface has.</summary>
internal sealed class PumpedContext : SynchronizationContext, IDisposable
{
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _posts = [];
    private readonly Thread _thread;

    public PumpedContext()
    {
        _thread = new Thread(Pump) { IsBackground = true };
        _thread.UnsafeStart();
    }

    public int ThreadId => _thread.ManagedThreadId;

    public override void Post(SendOrPostCallback d, object? state) => _posts.Add((d, state));

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs code on the thread, behind what was posted.</summary>
    public Task<T> Run<T>(Func<T> code)
    {
        var result = Barriers.Signal<T>();
        Post(_ => result.SetResult(code()), null);
        return result.Task;
    }

    public void Dispose()
    {
        _posts.CompleteAdding();
        _thread.Join();
        _posts.Dispose();
    }

    private void Pump()
    {
        SetSynchronizationContext(this);
        foreach (var (callback, state) in _posts.GetConsumingEnumerable()) callback(state);
    }
}
