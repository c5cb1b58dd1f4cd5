using System.Net;

namespace Actors;

/// <summary>A base for protocols over datagrams (spec T2). All of its callbacks do nothing.</summary>
public abstract class DatagramProtocol : IDatagramProtocol
{
    /// <inheritdoc/>
    public virtual void ConnectionMade(ITransport transport)
    {
    }

    /// <inheritdoc/>
    public virtual void DatagramReceived(ReadOnlySpan<byte> data, EndPoint address)
    {
    }

    /// <inheritdoc/>
    public virtual void ErrorReceived(Exception error)
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
