using System.Net;
using Microsoft.Extensions.Options;

namespace Actors.Application.Hub;

/// <summary>Says at the start, all at once, what is wrong with the hub's settings.</summary>
internal sealed class HubOptionsValidator : IValidateOptions<HubOptions>
{
    private const int MinLine = 256;
    private const int MaxLine = 1024 * 1024;
    private const long MinQueue = 1024 * 1024;

    public ValidateOptionsResult Validate(string? name, HubOptions options)
    {
        var errors = new List<string>();
        if (options.Address != "localhost" && !IPAddress.TryParse(options.Address, out _))
        {
            errors.Add($"Hub:Address is '{options.Address}', which is neither an IP address nor localhost. 127.0.0.1 listens on this machine only, 0.0.0.0 everywhere.");
        }

        Check(options.Port is >= IPEndPoint.MinPort and <= IPEndPoint.MaxPort, $"Hub:Port is {options.Port}: it must be 0 to 65535.");
        Check(options.MaxConnections >= 1, $"Hub:MaxConnections is {options.MaxConnections}: it must be at least 1.");
        Check(options.MaxLineBytes is >= MinLine and <= MaxLine, $"Hub:MaxLineBytes is {options.MaxLineBytes}: it must be {MinLine} to {MaxLine}.");
        Check(options.MaxQueueBytes >= MinQueue, $"Hub:MaxQueueBytes is {options.MaxQueueBytes}: it must be at least {MinQueue}.");
        Check(options.FlushTimeout > TimeSpan.Zero, $"Hub:FlushTimeout is {options.FlushTimeout}: it must be more than zero.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void Check(bool isRight, string error)
        {
            if (!isRight) errors.Add(error);
        }
    }
}
