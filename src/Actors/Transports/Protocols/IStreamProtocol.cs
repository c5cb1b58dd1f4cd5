namespace Actors;

/// <summary>What a transport of a byte stream calls (spec T2).</summary>
public interface IStreamProtocol : IProtocol
{
    /// <summary>Data came, in order, none lost; never empty (transports 20).</summary>
    /// <param name="data">Valid during the call only. What this throws closes the transport with that error (transports 22).</param>
    void DataReceived(ReadOnlySpan<byte> data);

    /// <summary>The peer writes no more (transports 21).</summary>
    /// <returns>True keeps the own writing side open; false closes the transport.</returns>
    bool EofReceived();
}
