namespace Actors;

/// <summary>A base for protocols of processes (spec T2). All of its callbacks do nothing.</summary>
public abstract class SubprocessProtocol : ISubprocessProtocol
{
    /// <inheritdoc/>
    public virtual void ConnectionMade(ITransport transport)
    {
    }

    /// <inheritdoc/>
    public virtual void PipeDataReceived(int fd, ReadOnlySpan<byte> data)
    {
    }

    /// <inheritdoc/>
    public virtual void PipeConnectionLost(int fd, Exception? error)
    {
    }

    /// <inheritdoc/>
    public virtual void ProcessExited()
    {
    }

    /// <inheritdoc/>
    public virtual void ConnectionLost(Exception? error)
    {
    }

    /// <inheritdoc/>
    public virtual void PauseWriting()
    {
    }

    /// <inheritdoc/>
    public virtual void ResumeWriting()
    {
    }
}
