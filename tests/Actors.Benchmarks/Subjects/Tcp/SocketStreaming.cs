namespace Actors.Benchmarks.Subjects.Tcp;

/// <summary>Plain sockets: one loop sends, one reads what comes back.</summary>
internal sealed class SocketStreaming : SocketSubject
{
    public override Task RunAsync() => Task.WhenAll(Task.Run(SendAsync), Task.Run(ReceiveAsync));

    private async Task SendAsync()
    {
        var chunk = new byte[Loopback.Chunk];
        for (var left = Loopback.Bytes; left > 0; left -= chunk.Length) await Loopback.SendAllAsync(Client, chunk);
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[Loopback.Chunk];
        for (var left = Loopback.Bytes; left > 0;) left -= await Client.ReceiveAsync(buffer.AsMemory());
    }
}
