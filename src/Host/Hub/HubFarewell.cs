namespace Actors.Application.Hub;

/// <summary>Tells a client that comes while the hub stops so, and closes.</summary>
internal sealed class HubFarewell : Protocol
{
    public override void ConnectionMade(ITransport transport)
    {
        ((IStreamTransport)transport).Write("ERR the hub stops\n"u8);
        transport.Close();
    }
}
