using System.Diagnostics.CodeAnalysis;

namespace Actors.Engines.Embedded;

/// <summary>Turns on one thread that belongs to one run, and sleeps between them.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Without a wait handle a semaphore holds nothing to dispose.")]
internal sealed class ThreadScheduler : TurnScheduler
{
    private readonly SemaphoreSlim _turns = new(0);

    /// <summary>Written by the flow's own turn, which is this thread, or before the thread starts.</summary>
    private volatile bool _released;

    private EmbeddedMailbox? _mailbox;

    public override void Schedule(EmbeddedMailbox mailbox, bool isOneOfMany)
    {
        _mailbox = mailbox;
        _turns.Release();
    }

    public override void Release() => _released = true;

    /// <summary>Starts a background thread for the run.</summary>
    public void StartThread(string name)
    {
        var thread = new Thread(Run) { IsBackground = true, Name = name };
        thread.UnsafeStart();
    }

    /// <summary>Serves the run on the calling thread until it ends.</summary>
    public void Run()
    {
        while (!_released)
        {
            _turns.Wait();
            _mailbox!.ExecuteAsGuest();
        }
    }
}
