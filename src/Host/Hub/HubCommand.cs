using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace Actors.Application.Hub;

/// <summary>What a line asks for.</summary>
internal enum HubVerb : byte
{
    /// <summary>Nothing that the hub knows; <see cref="HubCommand.Error"/> says why.</summary>
    None,
    Sub,
    Unsub,
    Pub,
    Ping,
    Who,
    Quit,
}

/// <summary>One line of a client, understood. Verbs are taken in any case.</summary>
internal readonly ref struct HubCommand
{
    private const int MaxName = 128;

    private static readonly SearchValues<byte> NameBytes =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"u8);

    private static ReadOnlySpan<byte> ClientPrefix => "client-"u8;

    public HubVerb Verb { get; private init; }

    /// <summary>The channel of SUB, UNSUB and PUB.</summary>
    public ReadOnlySpan<byte> Name { get; private init; }

    /// <summary>What PUB publishes: all behind the one space after the name, as it stands.</summary>
    public ReadOnlySpan<byte> Text { get; private init; }

    /// <summary>The client of WHO: the answer is about those after it. 0 for all.</summary>
    public int After { get; private init; }

    /// <summary>Why the line is no command; null when it is one.</summary>
    public string? Error { get; private init; }

    /// <summary>Understands a line, given without its end.</summary>
    public static HubCommand Parse(ReadOnlySpan<byte> line)
    {
        if (!Utf8.IsValid(line)) return Wrong("the line is not UTF-8");

        var space = line.IndexOf((byte)' ');
        var verb = space < 0 ? line : line[..space];
        var rest = space < 0 ? default : line[(space + 1)..];
        if (Is(verb, "PUB"u8)) return ParsePub(rest);
        if (Is(verb, "SUB"u8)) return Named(HubVerb.Sub, rest, "SUB name");
        if (Is(verb, "UNSUB"u8)) return Named(HubVerb.Unsub, rest, "UNSUB name");
        if (Is(verb, "PING"u8)) return Bare(HubVerb.Ping, rest, "PING");
        if (Is(verb, "WHO"u8)) return ParseWho(rest);
        if (Is(verb, "QUIT"u8)) return Bare(HubVerb.Quit, rest, "QUIT");
        return Wrong(line.IsEmpty ? "the line is empty" : "no such command: there are SUB, UNSUB, PUB, PING, WHO and QUIT");
    }

    /// <summary>Whether a text can be a channel's name.</summary>
    public static bool IsName(string name) => IsName(Encoding.UTF8.GetBytes(name));

    private static HubCommand ParsePub(ReadOnlySpan<byte> rest)
    {
        var space = rest.IndexOf((byte)' ');
        if (space < 0) return rest.IsEmpty || IsName(rest) ? Wrong("write PUB name text") : WrongName();
        return IsName(rest[..space]) ? new HubCommand { Verb = HubVerb.Pub, Name = rest[..space], Text = rest[(space + 1)..] } : WrongName();
    }

    private static HubCommand ParseWho(ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty) return new HubCommand { Verb = HubVerb.Who };
        var digits = rest.StartsWith(ClientPrefix) ? rest[ClientPrefix.Length..] : default;
        return Utf8Parser.TryParse(digits, out int after, out var used) && used == digits.Length && after > 0
            ? new HubCommand { Verb = HubVerb.Who, After = after }
            : Wrong("write WHO, or WHO client-1 for those after that client");
    }

    private static HubCommand Named(HubVerb verb, ReadOnlySpan<byte> name, string usage)
    {
        if (name.IsEmpty) return Wrong("write " + usage);
        return IsName(name) ? new HubCommand { Verb = verb, Name = name } : WrongName();
    }

    private static HubCommand Bare(HubVerb verb, ReadOnlySpan<byte> rest, string usage) =>
        rest.IsEmpty ? new HubCommand { Verb = verb } : Wrong($"{usage} stands alone");

    private static bool IsName(ReadOnlySpan<byte> name) => name.Length is >= 1 and <= MaxName && !name.ContainsAnyExcept(NameBytes);

    private static HubCommand WrongName() => Wrong($"a name is 1 to {MaxName} of the characters A-Z a-z 0-9 . _ -");

    private static HubCommand Wrong(string error) => new() { Error = error };

    private static bool Is(ReadOnlySpan<byte> verb, ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(verb, name);
}
