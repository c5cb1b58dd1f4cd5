namespace Actors;

/// <summary>What moves bytes for a protocol: one connection, socket, pipe or process of a worker (spec T2).</summary>
/// <remarks>Any thread may call its members; they are handed to the worker's loop in order. It ends with the worker's run, however that
/// ends (spec T3).</remarks>
public interface ITransport
{
    /// <summary>Whether it is closed, or on the way there.</summary>
    bool IsClosing { get; }

    /// <summary>Closes it: what was written goes out first, then the protocol hears <see cref="IProtocol.ConnectionLost"/> with null. Again, it
    /// changes nothing (transports 23).</summary>
    void Close();

    /// <summary>What is known of it, by name; also after it has been closed (transports 29).</summary>
    /// <param name="name">A name of <see cref="TransportInfo"/>.</param>
    /// <param name="defaultValue">The answer for a name that it does not know.</param>
    object? GetExtraInfo(string name, object? defaultValue = null);

    /// <summary>The protocol that hears its callbacks.</summary>
    IProtocol GetProtocol();

    /// <summary>Gives the callbacks to come to another protocol, which hears no <see cref="IProtocol.ConnectionMade"/> (transports 30).</summary>
    /// <param name="protocol">Of the kind that this transport serves.</param>
    /// <exception cref="ArgumentException">It is of another kind.</exception>
    void SetProtocol(IProtocol protocol);
}
