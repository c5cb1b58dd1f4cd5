namespace Actors.Benchmarks.Subjects.Tcp;

/// <summary>Plain sockets: a message there and back, again and again.</summary>
internal sealed class SocketRoundTrips : SocketSubject
{
    public override Task RunAsync() => Task.Run(async () =>
    {
        var buffer = new byte[Loopback.Chunk];
        for (var i = 0; i < Loopback.RoundTrips; i++)
        {
            await Loopback.SendAllAsync(Client, buffer.AsMemory(0, Loopback.Message));
            for (var left = Loopback.Message; left > 0;) left -= await Client.ReceiveAsync(buffer.AsMemory());
        }
    });
}
