using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Actors.Application.Tests.Hub;

/// <summary>A client over a real socket. What does not come at all fails after a while instead of hanging.</summary>
internal sealed class HubClient : IDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly TcpClient _client = new(AddressFamily.InterNetwork);
    private StreamReader _reader = StreamReader.Null;

    public HubClient(int? receiveBuffer, string? from = null)
    {
        if (from is not null) _client.Client.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        if (receiveBuffer is { } size) _client.ReceiveBufferSize = size;
    }

    public string Address => _client.Client.LocalEndPoint!.ToString()!;

    public async Task ConnectAsync(IPEndPoint endPoint)
    {
        await _client.ConnectAsync(endPoint);
        _reader = new StreamReader(_client.GetStream(), Encoding.UTF8);
    }

    public Task Send(string text) => Send(Encoding.UTF8.GetBytes(text));

    public async Task Send(byte[] bytes) => await _client.GetStream().WriteAsync(bytes);

    /// <summary>Says that nothing more will be sent.</summary>
    public void EndInput() => _client.Client.Shutdown(SocketShutdown.Send);

    /// <summary>The next line; null at the end.</summary>
    public Task<string?> Read() => _reader.ReadLineAsync().WaitAsync(Limit);

    /// <summary>Takes one byte of those that the reader of lines has not taken.</summary>
    /// <returns>False at the end.</returns>
    public async Task<bool> ReadByte() => await _client.GetStream().ReadAsync(new byte[1]) > 0;

    public async Task<string[]> Read(int count)
    {
        var lines = new string[count];
        for (var i = 0; i < count; i++) lines[i] = await Read() ?? throw new EndOfStreamException($"The hub closed after {i} of {count} lines.");
        return lines;
    }

    public async Task<string?> Ask(string line)
    {
        await Send(line + "\n");
        return await Read();
    }

    /// <summary>All lines until the hub closes, orderly or not.</summary>
    public async Task<List<string>> ReadToEnd()
    {
        var lines = new List<string>();
        try
        {
            while (await Read() is { } line) lines.Add(line);
        }
        catch (IOException)
        {
            // What the hub did not read any more makes the system reset the connection.
        }

        return lines;
    }

    public void Dispose()
    {
        _reader.Dispose();
        _client.Dispose();
    }
}
