using System.Text;

namespace Actors.Application.Hub;

/// <summary>Tells a client for whom there is no place so, and closes.</summary>
internal sealed class HubRefusal(int limit) : Protocol
{
    public override void ConnectionMade(ITransport transport)
    {
        ((IStreamTransport)transport).Write(Encoding.UTF8.GetBytes($"ERR too many connections: the limit is {limit}\n"));
        transport.Close();
    }
}
