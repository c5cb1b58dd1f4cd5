using System.Diagnostics.CodeAnalysis;
using Actors.Engines.AkkaNet.Mailboxes;
using Akka.Dispatch;

namespace Actors.Engines.AkkaNet.Dispatchers;

/// <summary>Runs an actor on the thread that started it, until the run ends.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Without a wait handle a semaphore holds nothing to dispose.")]
internal sealed class CallingThreadExecutor() : ExecutorService("calling-thread")
{
    private readonly Lock _gate = new();
    private readonly Queue<IRunnable> _runs = new();
    private readonly SemaphoreSlim _available = new(0);
    private bool _isReleased;

    public override void Execute(IRunnable run)
    {
        lock (_gate)
        {
            if (!_isReleased)
            {
                _runs.Enqueue(run);
                _available.Release();
                return;
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(static run => run.Run(), run, preferLocal: false);
    }

    public override void Shutdown()
    {
    }

    /// <summary>Serves the actor on the calling thread; then the thread pool does what is left, which is no user code.</summary>
    public void Serve(AkkaMailbox mailbox)
    {
        while (!mailbox.IsDead && mailbox.Stranded is null)
        {
            _available.Wait();
            IRunnable run;
            lock (_gate) run = _runs.Dequeue();
            run.Run();
        }

        lock (_gate) _isReleased = true;
        while (_runs.TryDequeue(out var run)) Execute(run);
    }
}
