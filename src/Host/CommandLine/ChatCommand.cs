using System.CommandLine;
using Actors.Application.Chat;

namespace Actors.Application.CommandLine;

/// <summary>Talks in the channels of a running hub, on the full screen of a terminal.</summary>
internal static class ChatCommand
{
    public static Command Create()
    {
        var place = new Argument<string>("HOST:PORT") { Description = "Where the hub listens." };
        place.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<string>() is { } text && !HostAndPort.TryParse(text, out _)) result.AddError(HostAndPort.Explain(text));
        });
        var nick = Name("--nick", "What others see before your lines.", Environment.UserName is { Length: > 0 } user && IsName(user) ? user : "somebody");
        var channel = Name("--channel", "The channel to begin in.", "lobby");

        var command = new Command("chat", "Talks in the channels of a hub; Ctrl+C or /quit ends it.") { place, nick, channel };
        command.SetAction((result, _) => Task.FromResult(Run(result.GetValue(place)!, result.GetValue(nick)!, result.GetValue(channel)!)));
        return command;
    }

    private static Option<string> Name(string name, string description, string otherwise)
    {
        var option = new Option<string>(name) { Description = description, HelpName = "NAME", DefaultValueFactory = _ => otherwise };
        option.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<string>() is { } text && !IsName(text)) result.AddError($"'{text}' is no name: write 1 to 128 of the characters A-Z a-z 0-9 . _ -");
        });
        return option;
    }

    private static bool IsName(string text) => ChatState.IsName(text);

    private static int Run(string text, string nick, string channel)
    {
        if (Console.IsInputRedirected || Console.IsOutputRedirected)
        {
            Console.Error.WriteLine("The chat needs a terminal for its input and its output. For programs, the hub speaks lines: try 'nc HOST PORT'.");
            return 1;
        }

        _ = HostAndPort.TryParse(text, out var place);
        return ChatProgram.Run(place, nick, channel);
    }
}
