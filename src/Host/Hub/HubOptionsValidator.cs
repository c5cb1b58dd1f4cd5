using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Actors.Application.Hub;

/// <summary>Says at the start, all at once, what is wrong with the hub's settings.</summary>
internal sealed class HubOptionsValidator : IValidateOptions<HubOptions>
{
    private const int MinLine = 256;
    private const int MaxLine = 1024 * 1024;
    private const long MinQueue = 1024 * 1024;
    private const int MaxRetries = 127;
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_maxIdle = TimeSpan.FromDays(30);
    private static readonly TimeSpan s_maxKeepAlive = TimeSpan.FromHours(9);
    private static readonly TimeSpan s_maxHandshake = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, HubOptions options)
    {
        var errors = new List<string>();
        if (options.IPAddress is null)
        {
            errors.Add($"Hub:Address is '{options.Address}', which is neither an IP address nor localhost. 127.0.0.1 listens on this machine only, 0.0.0.0 everywhere.");
        }

        Check(options.Port is >= IPEndPoint.MinPort and <= IPEndPoint.MaxPort, $"Hub:Port is {options.Port}: it must be 0 to 65535.");
        Check(options.MaxConnections >= 1, $"Hub:MaxConnections is {options.MaxConnections}: it must be at least 1.");
        Check(options.MaxConnectionsPerAddress is null or >= 1, $"Hub:MaxConnectionsPerAddress is {options.MaxConnectionsPerAddress}: it must be at least 1.");
        Check(options.Backlog >= 1, $"Hub:Backlog is {options.Backlog}: it must be at least 1.");
        CheckTime(options.IdleTimeout, s_maxIdle, mayBeZero: true, "Hub:IdleTimeout");
        CheckTime(options.KeepAliveTime, s_maxKeepAlive, mayBeZero: true, "Hub:KeepAliveTime");
        CheckTime(options.KeepAliveInterval, s_maxKeepAlive, mayBeZero: false, "Hub:KeepAliveInterval");
        Check(options.KeepAliveRetries is >= 1 and <= MaxRetries, $"Hub:KeepAliveRetries is {options.KeepAliveRetries}: it must be 1 to {MaxRetries}.");
        Check(options.MaxLineBytes is >= MinLine and <= MaxLine, $"Hub:MaxLineBytes is {options.MaxLineBytes}: it must be {MinLine} to {MaxLine}.");
        Check(options.MaxQueueBytes >= MinQueue, $"Hub:MaxQueueBytes is {options.MaxQueueBytes}: it must be at least {MinQueue}.");
        Check(options.FlushTimeout > TimeSpan.Zero, $"Hub:FlushTimeout is {options.FlushTimeout}: it must be more than zero.");
        CheckUnixSocket(options.UnixSocket);
        CheckTls(options.Tls);
        for (var i = 0; i < options.Sources.Count; i++) CheckSource(options.Sources[i], $"Hub:Sources:{i}");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void CheckTime(TimeSpan time, TimeSpan max, bool mayBeZero, string name) => Check(
            (mayBeZero && time == TimeSpan.Zero) || (time >= s_second && time <= max),
            $"{name} is {time}: it must be {s_second} to {max}{(mayBeZero ? ", or zero, which switches it off" : "")}.");

        void CheckUnixSocket(string path)
        {
            try
            {
                if (path.Length > 0) _ = new UnixDomainSocketEndPoint(path);
            }
            catch (ArgumentException)
            {
                errors.Add($"Hub:UnixSocket is '{path}': the system takes no path of that length, which is about 100 bytes at most.");
            }
        }

        void CheckTls(HubTlsOptions tls)
        {
            Check(
                tls.HandshakeTimeout > TimeSpan.Zero && tls.HandshakeTimeout <= s_maxHandshake,
                $"Hub:Tls:HandshakeTimeout is {tls.HandshakeTimeout}: it must be more than zero, and {s_maxHandshake} at most.");
            Check(tls.Port is null or (>= IPEndPoint.MinPort and <= IPEndPoint.MaxPort), $"Hub:Tls:Port is {tls.Port}: it must be 0 to 65535.");
            Check(tls.Port is null || tls.Certificate.Length > 0, "Hub:Tls:Certificate is missing: the TLS listener needs one.");
            Check(
                tls.Port is not null || (tls.Certificate + tls.Key + tls.Password).Length == 0,
                "Hub:Tls:Port is missing: without it there is no TLS listener, and the certificate would do nothing.");
        }

        void CheckSource(HubSourceOptions source, string path)
        {
            Check(HubCommand.IsName(source.Channel), $"{path}:Channel is '{source.Channel}': it must be 1 to 128 of the characters A-Z a-z 0-9 . _ -.");
            Check(source.Command.Length > 0, $"{path}:Command is missing: it names the program to run.");
            Check(source.MaxRestarts >= 1, $"{path}:MaxRestarts is {source.MaxRestarts}: it must be at least 1; Restart=Never switches restarts off.");
            Check(source.Window > TimeSpan.Zero, $"{path}:Window is {source.Window}: it must be more than zero.");
            Check(
                source.Backoff > TimeSpan.Zero && source.Backoff <= TimeSpan.FromSeconds(30),
                $"{path}:Backoff is {source.Backoff}: it must be more than zero, and 30 seconds at most.");
        }

        void Check(bool isRight, string error)
        {
            if (!isRight) errors.Add(error);
        }
    }
}
