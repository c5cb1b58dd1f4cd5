using System.Globalization;

namespace Actors.Application.CommandLine;

/// <summary>A place on the network as people write it: <c>127.0.0.1:7007</c>, <c>localhost:7007</c>, <c>[::1]:7007</c>.</summary>
internal readonly record struct HostAndPort(string Host, int Port)
{
    public static bool TryParse(string text, out HostAndPort place)
    {
        place = default;
        var colon = text.LastIndexOf(':');
        if (colon < 1 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)) return false;

        var host = text[..colon];
        if (host is ['[', .. var inner, ']']) host = inner;
        else if (host.Contains(':', StringComparison.Ordinal)) return false;

        place = new HostAndPort(host, port);
        return Uri.CheckHostName(host) != UriHostNameType.Unknown;
    }

    public static string Explain(string text) => $"'{text}' is no place on the network: write HOST:PORT, such as 127.0.0.1:7007 or [::1]:7007.";

    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
