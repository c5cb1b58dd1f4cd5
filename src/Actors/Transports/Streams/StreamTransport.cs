using Microsoft.Extensions.Logging;

namespace Actors.Transports.Streams;

/// <summary>A transport over a <see cref="ByteChannel"/>: everything but the channel itself is alike for sockets, TLS and pipes (spec T2).</summary>
internal sealed partial class StreamTransport : Transport, IStreamTransport
{
    /// <summary>Something was read, or may be.</summary>
    private const int ReadWork = FirstWork;

    /// <summary>The write queue became small or empty, or broke.</summary>
    private const int WriteWork = FirstWork << 1;

    /// <summary>The channel has said good-bye.</summary>
    private const int EndWork = FirstWork << 2;

    private readonly ByteChannel _channel;
    private readonly ILogger _logger;

    private bool _hasBegunEnd;

    /// <summary>The good-bye is under way, and its end will be told.</summary>
    private volatile bool _isEnding;

    /// <param name="flow">Where its callbacks run.</param>
    /// <param name="protocol">Hears them.</param>
    /// <param name="channel">Carries the bytes; the transport's from now on, unless <see cref="Transport.TryOpen"/> says no.</param>
    /// <param name="logger">Hears of writes that come too late.</param>
    public StreamTransport(WorkerFlow flow, IStreamProtocol protocol, ByteChannel channel, ILogger logger)
        : base(flow, protocol)
    {
        _channel = channel;
        _logger = logger;
        _onRead = OnRead;
        _writes = new WriteQueue(channel, () => Notify(WriteWork));
    }

    public override string Description => _channel.Description;

    protected override bool IsQuiet => !IsReadPending && !_writes.IsSending && !_isEnding;

    /// <summary>Ends it at once; its protocol hears why. In a turn.</summary>
    public void Fail(Exception error) => TryLose(error);

    protected override object? FindInfo(string name) => _channel.FindInfo(name);

    protected override void CheckProtocol(IProtocol protocol)
    {
        if (protocol is IStreamProtocol) return;
        throw new ArgumentException(
            $"{Description} carries a stream: its protocol must be an IStreamProtocol, and {protocol.GetType().Name} is none.", nameof(protocol));
    }

    // What has come already is told in an item of its own: whoever made this transport may have to be told of it first.
    protected override void OnMade() => Notify(ReadWork);

    protected override void OnNotified(int work)
    {
        if ((work & WriteWork) != 0) OnWritten();
        if ((work & ReadWork) != 0) Read();
        if ((work & EndWork) != 0) TryLose(null);
        if (IsLosing) TryRelease();
    }

    protected override void CloseInLoop()
    {
        if (TryBeginClose() && _writes.IsAtMost(0)) EndChannel();
    }

    protected override void OnLosing()
    {
        _writes.Abandon();
        _channel.Dispose();
        EndRead();
    }

    protected override void OnReleased() => _channel.Free();

    /// <summary>Everything is out: the peer is told the end, then it is over.</summary>
    private void EndChannel()
    {
        if (_hasBegunEnd) return;
        _hasBegunEnd = true;
        _isEnding = true;
        _ = EndChannelAsync();
    }

    private async Task EndChannelAsync()
    {
        try
        {
            await _channel.EndAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Nobody wants the good-bye any more: the peer has gone, or has let the time run out.
        }

        _isEnding = false;
        Notify(EndWork);
    }
}
