using System.Diagnostics.CodeAnalysis;

namespace Actors.Loops;

/// <summary>Where the turns of an event loop of its own wait for the thread that runs it.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Without a wait handle a semaphore holds nothing to dispose.")]
internal sealed class LoopContext : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Code, object? State)> _posted = new();

    /// <summary>At least one for each that was posted; more only wake the thread to look.</summary>
    private readonly SemaphoreSlim _signal = new(0);

    private bool _isServed;
    private bool _letsPool;

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_posted)
        {
            if (!_letsPool || _isServed)
            {
                _posted.Enqueue((d, state));
                _signal.Release();
                return;
            }
        }

        RunOnPool((d, state));
    }

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>The calling thread will serve: nothing goes to the thread pool any more.</summary>
    public void Reserve()
    {
        lock (_posted) _isServed = true;
    }

    /// <summary>Runs what is posted on the calling thread until it is over.</summary>
    /// <param name="isOver">Asked behind each piece, and after <see cref="Wake"/>.</param>
    public void Serve(Func<bool> isOver)
    {
        Reserve();
        try
        {
            while (!isOver())
            {
                _signal.Wait();
                if (TryTake(out var piece)) piece.Code(piece.State);
            }
        }
        finally
        {
            lock (_posted) _isServed = false;
            if (_letsPool) LetPool();
        }
    }

    /// <summary>Has the serving thread look whether it is over.</summary>
    public void Wake() => _signal.Release();

    /// <summary>The loop ends: what no thread serves, the thread pool does.</summary>
    public void LetPool()
    {
        lock (_posted)
        {
            _letsPool = true;
            if (_isServed) return;
        }

        while (TryTake(out var piece)) RunOnPool(piece);
    }

    private static void RunOnPool((SendOrPostCallback Code, object? State) piece) =>
        ThreadPool.UnsafeQueueUserWorkItem(static piece => piece.Code(piece.State), piece, preferLocal: false);

    private bool TryTake(out (SendOrPostCallback Code, object? State) piece)
    {
        lock (_posted) return _posted.TryDequeue(out piece);
    }
}
