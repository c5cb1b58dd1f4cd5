using System.Net.Sockets;
using Actors.Application.CommandLine;
using static Actors.CurrentWorker;

namespace Actors.Application.Chat;

/// <summary>Keeps a connection to the hub, and speaks with the screen by events alone. The body of a worker.</summary>
internal sealed class ChatConnection(HostAndPort place, Worker screen)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(10);

    private readonly ChatInbox _inbox = new();
    private HubLink? _link;

    public async Task RunAsync()
    {
        Listen(ChatEvents.Send, e => _link?.WriteLine(e.Data));
        var backoff = FirstBackoff;
        while (true)
        {
            var reason = await ConnectAndWaitEnd(() => backoff = FirstBackoff);
            screen.Fire(ChatEvents.Lost, FormattableString.Invariant($"No connection to {place}: {reason}. Trying again in {backoff.TotalSeconds:0.#} s."));
            await Sleep(backoff);
            backoff = backoff * 2 < LongestBackoff ? backoff * 2 : LongestBackoff;
        }
    }

    /// <returns>Why there is no connection any more.</returns>
    private async ValueTask<string> ConnectAndWaitEnd(Action connected)
    {
        try
        {
            _link = await Connect();
            connected();
            screen.Fire(ChatEvents.Connected, $"Connected to {place}.");
            return await _link.WaitEnd();
        }
        catch (Exception error) when (error is SocketException or TimeoutException)
        {
            return HubLink.Reason(error);
        }
        finally
        {
            _link = null;
        }
    }

    private async ValueTask<HubLink> Connect()
    {
        using var limit = new CancellationTokenSource(ConnectTimeout, TimeProvider.System);
        try
        {
            var (_, link) = await EventLoop.Current.CreateConnection(() => new HubLink(screen, _inbox), place.Host, place.Port, null, limit.Token);
            return link;
        }
        catch (OperationCanceledException error) when (error is not WorkerExit)
        {
            throw new TimeoutException($"it does not answer within {ConnectTimeout.TotalSeconds} s");
        }
    }
}
