using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Actors.Application.Tests.Downloads;

/// <summary>An HTTP server that answers each request as the test says, one a connection, whether HTTP allows it or not.</summary>
internal sealed class HostileServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<Func<SeenRequest, Reply>> _replies = new();
    private readonly ConcurrentQueue<SeenRequest> _requests = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Task _accepting;

    public HostileServer()
    {
        _listener.Start();
        _accepting = Accept();
    }

    /// <summary>What was asked so far.</summary>
    public SeenRequest[] Requests => [.. _requests];

    /// <summary>Answers what no reply was given for.</summary>
    public Func<SeenRequest, Reply> Otherwise { get; set; } = static _ => Reply.Status("404 Not Found");

    public Uri Url(string path = "file.bin") => new($"http://{_listener.LocalEndpoint}/{path}");

    /// <summary>The answers to the next requests, in order.</summary>
    public void Will(params Func<SeenRequest, Reply>[] replies)
    {
        foreach (var reply in replies) _replies.Enqueue(reply);
    }

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested) return;
        await _stopping.CancelAsync();

        // A listener that is closed under an accept makes it fail in one way or another.
        await _accepting;
        _listener.Stop();
        await Task.WhenAll(_connections);
    }

    private async Task Accept()
    {
        try
        {
            while (true) _connections.Add(Serve(await _listener.AcceptSocketAsync(_stopping.Token)));
        }
        catch (OperationCanceledException)
        {
            // The end of the test.
        }
    }

    private async Task Serve(Socket socket)
    {
        using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            using var reader = new StreamReader(stream, Encoding.ASCII, false, 1024, leaveOpen: true);
            if (await reader.ReadLineAsync(_stopping.Token) is not { } first) return;
            var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            while (await reader.ReadLineAsync(_stopping.Token) is { Length: > 0 } line)
            {
                var colon = line.IndexOf(':', StringComparison.Ordinal);
                headers[line[..colon]] = line[(colon + 1)..].Trim();
            }

            var request = new SeenRequest(first.Split(' ')[1], headers);
            _requests.Enqueue(request);
            var reply = (_replies.TryDequeue(out var next) ? next : Otherwise)(request);
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"{reply.Head}Connection: close\r\n\r\n"), _stopping.Token);
            if (reply.Send is { } send)
            {
                await send(stream, _stopping.Token);
                return;
            }

            await stream.WriteAsync(reply.Body.AsMemory(0, reply.Cut ?? reply.Body.Length), _stopping.Token);
            if (reply.Hold is null) return;
            await reply.Hold.WaitAsync(_stopping.Token);
            await stream.WriteAsync(reply.Body.AsMemory(reply.Cut!.Value), _stopping.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or SocketException)
        {
            // The client has gone, or the test has ended.
        }
    }
}
