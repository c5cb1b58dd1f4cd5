namespace Actors.Transports.Tls;

/// <summary>Keeps the good-bye of a TLS connection and the deciphering of what comes in apart: OpenSSL takes one call at a time, and the
/// stream does not see to it for a shutdown.</summary>
internal sealed class TlsTurns
{
    private readonly Lock _gate = new();

    /// <summary>A read of the stream is doing more than waiting for bytes.</summary>
    private bool _isReading;

    /// <summary>Completed when it does not, for the good-bye; null when nobody waits.</summary>
    private TaskCompletionSource? _goodbye;

    /// <summary>Completed when the good-bye has been said; null while there is none.</summary>
    private TaskCompletionSource? _said;

    /// <summary>A read begins, or its bytes have come.</summary>
    public Task EnterRead()
    {
        lock (_gate)
        {
            if (_said is not null) return ReadAfter(_said.Task);
            _isReading = true;
            return Task.CompletedTask;
        }
    }

    /// <summary>A read has ended, or waits for bytes.</summary>
    public void LeaveRead()
    {
        lock (_gate)
        {
            _isReading = false;
            _goodbye?.TrySetResult();
        }
    }

    /// <summary>From its completion on, until <see cref="EndGoodbye"/>, no read does more than wait.</summary>
    public Task BeginGoodbye()
    {
        lock (_gate)
        {
            _said = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!_isReading) return Task.CompletedTask;
            _goodbye = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _goodbye.Task;
        }
    }

    public void EndGoodbye()
    {
        lock (_gate)
        {
            _said?.TrySetResult();
            _said = null;
        }
    }

    private async Task ReadAfter(Task said)
    {
        await said.ConfigureAwait(false);
        await EnterRead().ConfigureAwait(false);
    }
}
