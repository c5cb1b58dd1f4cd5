using System.Net;
using System.Net.Sockets;
using Actors.Application.Hub;

namespace Actors.Application.Tests.Hub;

public sealed class SendBufferTests : IDisposable
{
    private readonly Socket _server;
    private readonly Socket _client = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
    private readonly SendBuffer _buffer;

    public SendBufferTests()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _client.Connect(listener.LocalEndpoint);
        _server = listener.AcceptSocket();
        _server.Blocking = false;
        _buffer = new SendBuffer(_server);
    }

    public void Dispose()
    {
        _server.Dispose();
        _client.Dispose();
    }

    [Fact]
    public void Limit_OfAClientThatReadsNothing_LetsTheSystemTakeLittle()
    {
        _buffer.Limit();

        Assert.InRange(Fill(), 1, 512 * 1024);
    }

    [Fact]
    public void Lift_BehindAFullBuffer_LetsTheSystemTakeMore()
    {
        _buffer.Limit();
        Fill();

        _buffer.Lift();

        Assert.InRange(Fill(), 1, int.MaxValue);
    }

    [Fact]
    public void Bytes_WhileAClientReadsALittle_BecomeFewerThoughTheSocketTakesNoMore()
    {
        Fill();
        var before = _buffer.Bytes;
        Assert.True(before > 0);
        var data = new byte[64 * 1024];

        // More than the client's own buffer holds: some of it has left the server's.
        for (var read = 0; read < data.Length;) read += _client.Receive(data);

        Assert.InRange(_buffer.Bytes, 1, before - 1);
        Assert.False(_server.Poll(0, SelectMode.SelectWrite));
    }

    private int Fill()
    {
        var total = 0;
        while (TrySend(out var sent) == SocketError.Success) total += sent;
        return total;
    }

    private SocketError TrySend(out int sent)
    {
        sent = _server.Send(new byte[64 * 1024], 0, 64 * 1024, SocketFlags.None, out var error);
        return error;
    }
}
