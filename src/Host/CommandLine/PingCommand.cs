using System.CommandLine;
using System.Net.Sockets;
using System.Text;
using Actors.Application.Display;

namespace Actors.Application.CommandLine;

/// <summary>Asks a running hub whether it answers: for health checks.</summary>
internal static class PingCommand
{
    private const int MaxAnswer = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static Command Create()
    {
        var place = new Argument<string>("HOST:PORT")
        {
            Description = "Where the hub listens.",
            DefaultValueFactory = static _ => "127.0.0.1:7007",
        };
        place.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<string>() is { } text && !HostAndPort.TryParse(text, out _)) result.AddError(HostAndPort.Explain(text));
        });

        var command = new Command("ping", "Sends PING to a hub: exit code 0 when it answers PONG within 3 seconds, else 1.") { place };
        command.SetAction((result, cancellationToken) => PingAsync(result.GetValue(place)!, cancellationToken));
        return command;
    }

    private static async Task<int> PingAsync(string text, CancellationToken cancellationToken)
    {
        _ = HostAndPort.TryParse(text, out var place);
        using var timeout = new CancellationTokenSource(Patience, TimeProvider.System);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(place.Host, place.Port, limit.Token);
            await client.Client.SendAsync("PING\n"u8.ToArray(), limit.Token);
            var answer = await ReadLineAsync(client.GetStream(), limit.Token);
            if (answer == "PONG")
            {
                await Console.Out.WriteLineAsync($"{place} answers.");
                return 0;
            }

            return await FailAsync($"{place} answers '{VisibleText.Of(answer ?? "")}' instead of PONG.");
        }
        catch (OperationCanceledException)
        {
            return await FailAsync($"{place} does not answer within {Patience.TotalSeconds} s.");
        }
        catch (Exception error) when (error is SocketException or IOException)
        {
            return await FailAsync($"{place} cannot be reached: {error.Message}");
        }
    }

    /// <summary>Reads a line, or the beginning of one that is no hub's answer: what answers may send without end.</summary>
    private static async Task<string> ReadLineAsync(Stream stream, CancellationToken cancellationToken)
    {
        var bytes = new byte[MaxAnswer];
        var count = 0;
        while (count < bytes.Length && !bytes.AsSpan(0, count).Contains((byte)'\n'))
        {
            var more = await stream.ReadAsync(bytes.AsMemory(count), cancellationToken);
            if (more == 0) break;
            count += more;
        }

        var answer = Encoding.UTF8.GetString(bytes, 0, count);
        return answer.IndexOf('\n', StringComparison.Ordinal) is var end and >= 0 ? answer[..end].TrimEnd('\r') : answer;
    }

    private static async Task<int> FailAsync(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return 1;
    }
}
