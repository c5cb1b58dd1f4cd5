using System.Net.Sockets;

namespace Actors.Benchmarks.Subjects.Tcp;

/// <summary>Two plain sockets, one of which sends back what comes.</summary>
internal abstract class SocketSubject : TimedSubject
{
    private Socket _server = null!;
    private Task _echo = null!;

    protected Socket Client { get; private set; } = null!;

    public override void Prepare()
    {
        (Client, _server) = Loopback.Pair();
        _echo = Task.Run(() => Loopback.EchoAsync(_server));
    }

    public override async Task CleanUpAsync()
    {
        Client.Dispose();
        await _echo;
        _server.Dispose();
    }
}
