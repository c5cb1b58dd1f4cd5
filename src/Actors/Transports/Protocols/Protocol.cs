namespace Actors;

/// <summary>A base for protocols over a stream: TCP, TLS, Unix sockets, pipes (spec T2). All of its callbacks do nothing.</summary>
public abstract class Protocol : IStreamProtocol
{
    /// <inheritdoc/>
    public virtual void ConnectionMade(ITransport transport)
    {
    }

    /// <inheritdoc/>
    public virtual void DataReceived(ReadOnlySpan<byte> data)
    {
    }

    /// <inheritdoc/>
    public virtual bool EofReceived() => false;

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
