namespace Actors;

/// <summary>What a transport calls (spec T2). The base class for a stream is <see cref="Protocol"/>.</summary>
/// <remarks>All calls come in the worker's loop, one at a time, in order with the worker's mailbox (transports 40):
/// <see cref="ConnectionMade"/> once and first, <see cref="ConnectionLost"/> once and last (transports 19).</remarks>
public interface IProtocol
{
    /// <summary>The transport is ready. What this throws is reported, and closes the transport (transports 28).</summary>
    void ConnectionMade(ITransport transport);

    /// <summary>Nothing comes any more, and nothing goes out.</summary>
    /// <param name="error">Null when the peer ended, or this side closed; else what broke it (transports 22).</param>
    void ConnectionLost(Exception? error);

    /// <summary>The write buffer is above its high limit: stop writing. Called inside the write (transports 27).</summary>
    void PauseWriting();

    /// <summary>The write buffer is at its low limit or below: write on (transports 27).</summary>
    void ResumeWriting();
}
