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

    /// <summary>After so long without a word the hub is asked whether it is there, and given up after as long again.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);

    private HubLink? _link;

    public async Task RunAsync()
    {
        Listen(ChatEvents.Send, e => SendAsync(e.Data));
        var backoff = FirstBackoff;
        while (true)
        {
            var reason = await ConnectAndRead(() => backoff = FirstBackoff);
            screen.Fire(ChatEvents.Lost, FormattableString.Invariant($"No connection to {place}: {reason}. Trying again in {backoff.TotalSeconds:0.#} s."));
            await Sleep(backoff);
            backoff = backoff * 2 < LongestBackoff ? backoff * 2 : LongestBackoff;
        }
    }

    /// <returns>Why there is no connection any more.</returns>
    private async ValueTask<string> ConnectAndRead(Action connected)
    {
        try
        {
            using var link = await Connect();
            _link = link;
            connected();
            screen.Fire(ChatEvents.Connected, $"Connected to {place}.");
            return await Read(link);
        }
        catch (Exception error) when (error is SocketException or IOException or TimeoutException)
        {
            return error.Message;
        }
        finally
        {
            _link = null;
        }
    }

    private static async Task<HubLink> Connect(HostAndPort place, CancellationToken stopping)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(ConnectTimeout);
        try
        {
            return await HubLink.ConnectAsync(place, limit.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            throw new TimeoutException($"it does not answer within {ConnectTimeout.TotalSeconds} s");
        }
    }

    private ValueTask<HubLink> Connect() => Wait(Connect(place, Stopping));

    private async ValueTask<string> Read(HubLink link)
    {
        var isAsked = false;
        var reading = link.ReadLineAsync(Stopping);
        while (true)
        {
            if (!await Wait(reading, Silence))
            {
                if (isAsked) return "the hub is silent";
                isAsked = true;
                await SendAsync("PING");
                continue;
            }

            if (await reading is not { } line) return "the hub has closed the connection";
            isAsked = false;
            screen.Fire(ChatEvents.Line, line);
            reading = link.ReadLineAsync(Stopping);
        }
    }

    private async Task SendAsync(string line)
    {
        if (_link is not { } link) return;
        try
        {
            await Wait(link.WriteLineAsync(line, Stopping));
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The reader sees the end too, and says so.
        }
    }
}
