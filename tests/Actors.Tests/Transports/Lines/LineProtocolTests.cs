using System.Net.Sockets;
using System.Text;
using Actors.Tests.Conformance;
using Actors.Tests.Transports.Streams;

namespace Actors.Tests.Transports.Lines;

/// <summary>Lines over a stream.</summary>
public sealed class LineProtocolTests : TransportTests
{
    [Fact]
    public async Task Lines_BothEndsAndSplitAnywhere_AreDelivered()
    {
        const string Text = "one\r\ntwo\n\nthrée\r\n";
        var bytes = Encoding.UTF8.GetBytes(Text);
        for (var cut = 1; cut < bytes.Length; cut++)
        {
            var protocol = new Recorder();
            using var pair = await Open(protocol);
            pair.Peer.Send(bytes.AsSpan(0, cut));
            await protocol.Worker.AtWaitPoint();
            pair.Peer.Send(bytes.AsSpan(cut));
            pair.Peer.Shutdown(SocketShutdown.Send);

            Assert.Null(await protocol.Lost.Task.Soon());
            Assert.Equal(["one", "two", "", "thrée"], protocol.Lines);
        }
    }

    [Fact]
    public async Task Line_TooLong_ClosesWithTheReason()
    {
        var protocol = new Recorder(new LineOptions { MaxLength = 5 });
        using var pair = await Open(protocol);

        pair.Send("12345\r\nshort\n1234567\nnever\n");

        Assert.Contains("longer than 5 bytes", Assert.IsType<InvalidDataException>(await protocol.Lost.Task.Soon()).Message, StringComparison.Ordinal);
        Assert.Equal(["12345", "short"], protocol.Lines);
        Assert.DoesNotContain(Log.Entries, static entry => entry.Level >= Microsoft.Extensions.Logging.LogLevel.Warning);
    }

    [Fact]
    public async Task Line_TooLongWithoutEnd_IsNotKept()
    {
        var protocol = new Recorder(new LineOptions { MaxLength = 5 });
        using var pair = await Open(protocol);

        pair.Send("1234567");

        Assert.IsType<InvalidDataException>(await protocol.Lost.Task.Soon());
    }

    [Fact]
    public async Task Line_TooLongAndSkip_GoesOnWithTheNext()
    {
        var protocol = new Recorder(new LineOptions { MaxLength = 5, TooLong = LongLineMode.Skip });
        using var pair = await Open(protocol);

        pair.Send("123456\nok\n");
        foreach (var piece in "1234567890123456789\nfine\n") pair.Send(piece.ToString());
        pair.Peer.Shutdown(SocketShutdown.Send);

        Assert.Null(await protocol.Lost.Task.Soon());
        Assert.Equal(["ok", "fine"], protocol.Lines);
    }

    [Fact]
    public async Task Line_EndOfPeerInTheMiddle_IsNoLine()
    {
        var protocol = new Recorder();
        using var pair = await Open(protocol);

        pair.Send("whole\nhalf");
        pair.Peer.Shutdown(SocketShutdown.Send);

        Assert.Null(await protocol.Lost.Task.Soon());
        Assert.Equal(["whole"], protocol.Lines);
        Assert.Equal("half", protocol.Unfinished);
    }

    [Fact]
    public async Task Line_StrictEncoding_ClosesWithItsException()
    {
        var protocol = new Recorder(new LineOptions { Encoding = new UTF8Encoding(false, throwOnInvalidBytes: true) });
        using var pair = await Open(protocol);

        pair.Peer.Send([0xff, (byte)'\n']);

        Assert.IsType<DecoderFallbackException>(await protocol.Lost.Task.Soon());
    }

    [Fact]
    public async Task Line_ClosesOrHandsOver_NoFurtherLineComes()
    {
        var bytes = Barriers.Signal<string>();
        var raw = new RawProtocol(bytes);
        var protocol = new Recorder { OnLine = (self, line) => { if (line == "upgrade") self.Transport.SetProtocol(raw); } };
        using var pair = await Open(protocol);
        pair.Send("upgrade\nraw bytes");
        Assert.Equal("raw bytes", await bytes.Task.Soon());
        Assert.Equal(["upgrade"], protocol.Lines);

        var closing = new Recorder { OnLine = (self, line) => { if (line == "quit") self.Transport.Close(); } };
        using var second = await Open(closing);
        second.Send("quit\nmore\n");
        Assert.Null(await closing.Lost.Task.Soon());
        Assert.Equal(["quit"], closing.Lines);
    }

    [Fact]
    public async Task WriteLine_Text_GoesOutWithItsEnd()
    {
        var protocol = new Recorder { OnLine = (self, line) => self.WriteLine($"<{line}>") };
        using var pair = await Open(protocol);

        pair.Send("é\n");

        Assert.Equal("<é>\n", Encoding.UTF8.GetString(await pair.Read(5)));
        Assert.Throws<ArgumentException>(() => protocol.WriteLine("a\nb"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Recorder(new LineOptions { MaxLength = 0 }));
    }

    private Task<SocketPair> Open(Recorder protocol) => SocketPair.Open(protocol.Worker = System.Start(), protocol);

    private sealed class RawProtocol(TaskCompletionSource<string> bytes) : Protocol
    {
        public override void DataReceived(ReadOnlySpan<byte> data) => bytes.SetResult(Encoding.UTF8.GetString(data));
    }

    private sealed class Recorder(LineOptions? options = null) : LineProtocol(options)
    {
        public Worker Worker { get; set; } = null!;

        public List<string> Lines { get; } = [];

        public string? Unfinished { get; private set; }

        public Action<Recorder, string>? OnLine { get; init; }

        public TaskCompletionSource<Exception?> Lost { get; } = Barriers.Signal<Exception?>();

        public override void ConnectionLost(Exception? error)
        {
            base.ConnectionLost(error);
            Lost.SetResult(error);
        }

        protected override void LineReceived(string line)
        {
            Lines.Add(line);
            OnLine?.Invoke(this, line);
        }

        protected override void UnfinishedLine(ReadOnlySpan<byte> line) => Unfinished = Encoding.UTF8.GetString(line);
    }
}
