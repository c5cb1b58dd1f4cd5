namespace Actors.Application.Chat;

/// <summary>What the screen and the connection say to one another.</summary>
internal static class ChatEvents
{
    /// <summary>To the connection: send this line.</summary>
    public static EventName<string> Send { get; } = new("SEND");

    /// <summary>To the screen: the hub has said something, which is to be taken.</summary>
    public static EventName<ChatInbox> Lines { get; } = new("LINES");

    /// <summary>To the screen: there is a connection.</summary>
    public static EventName<string> Connected { get; } = new("CONNECTED");

    /// <summary>To the screen: there is none, why, and what comes next.</summary>
    public static EventName<string> Lost { get; } = new("LOST");

    /// <summary>To the screen: the terminal has another size. Only the latest counts.</summary>
    public static EventName<ScreenSize> Resized { get; } = new("RESIZED");

    /// <summary>To the screen: what would be logged, and must not be written across it.</summary>
    public static EventName<string> Logged { get; } = new("LOGGED");
}
