namespace Actors.Application.Downloads;

/// <summary>Cancels a token when the other side has sent nothing for too long.</summary>
internal sealed class StallGuard : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly ITimer _timer;
    private readonly TimeSpan _timeout;
    private volatile bool _hasStalled;

    public StallGuard(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        _timeout = timeout;
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _timer = time.CreateTimer(static guard => ((StallGuard)guard!).Stall(), this, timeout, Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Token => _source.Token;

    public bool HasStalled => _hasStalled;

    /// <summary>Something has come: the time begins anew.</summary>
    public void Kick() => _timer.Change(_timeout, Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _timer.Dispose();
        _source.Dispose();
    }

    private void Stall()
    {
        _hasStalled = true;
        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The attempt has just ended by itself.
        }
    }
}
