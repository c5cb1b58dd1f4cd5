using System.Net.Sockets;

namespace Actors.Application.Chat;

/// <summary>A connection to a hub: its lines go to the screen, and its end to whoever waits for it.</summary>
internal sealed class HubLink(Worker screen, ChatInbox inbox) : LineProtocol(new LineOptions { MaxLength = 1024 * 1024 })
{
    /// <summary>After so long without a word the hub is asked whether it is there, and given up after as long again.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);

    private readonly Defer<string> _end = new();
    private TimerHandle? _silence;
    private bool _hasHeard;

    /// <summary>Why there is no connection, or none any more.</summary>
    public static string Reason(Exception? error) => error switch
    {
        null => "the hub has closed the connection",
        SocketException socket => new SocketException((int)socket.SocketErrorCode).Message,
        InvalidDataException => "the hub has sent a line that does not end",
        _ => error.Message,
    };

    /// <returns>Why it has ended.</returns>
    public ValueTask<string> WaitEnd() => _end.Get();

    public override void ConnectionMade(ITransport transport)
    {
        base.ConnectionMade(transport);
        AfterSilence(Ask);
    }

    public override void ConnectionLost(Exception? error)
    {
        base.ConnectionLost(error);
        _silence?.Cancel();
        _end.Resolve(Reason(error));
    }

    protected override void LineReceived(string line)
    {
        _hasHeard = true;
        if (inbox.Add(line)) screen.Fire(ChatEvents.Lines, inbox);
    }

    // Once for all lines that came together.
    protected override void LinesReceived()
    {
        if (_hasHeard) AfterSilence(Ask);
        _hasHeard = false;
    }

    private void Ask()
    {
        AfterSilence(GiveUp);
        WriteLine("PING");
    }

    private void GiveUp()
    {
        _end.Resolve("the hub is silent");
        Transport.Abort();
    }

    private void AfterSilence(Action next)
    {
        _silence?.Cancel();
        _silence = EventLoop.Current.CallLater(Silence, next);
    }
}
