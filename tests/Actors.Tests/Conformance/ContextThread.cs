using System.Collections.Concurrent;

namespace Actors.Tests.Conformance;

/// <summary>A user interface's thread: a loop of its own, which work is posted to.</summary>
internal sealed class ContextThread : SynchronizationContext, IDisposable
{
    private readonly BlockingCollection<(SendOrPostCallback Code, object? State)> _work = [];
    private readonly Thread _thread;

    public ContextThread()
    {
        _thread = new Thread(Pump) { IsBackground = true, Name = "context" };
        _thread.UnsafeStart();
    }

    public int ThreadId => _thread.ManagedThreadId;

    public override void Post(SendOrPostCallback d, object? state) => _work.Add((d, state));

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs code in the loop.</summary>
    public Task<T> Run<T>(Func<T> code)
    {
        var ended = Barriers.Signal<T>();
        Post(_ =>
        {
            try
            {
                ended.SetResult(code());
            }
            catch (Exception error)
            {
                ended.SetException(error);
            }
        }, null);
        return ended.Task.Soon();
    }

    public void Dispose() => _work.CompleteAdding();

    private void Pump()
    {
        SetSynchronizationContext(this);
        foreach (var (code, state) in _work.GetConsumingEnumerable()) code(state);
        _work.Dispose();
    }
}
