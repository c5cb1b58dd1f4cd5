namespace Actors.Application.Chat;

/// <summary>One line of the chat, fit for a terminal.</summary>
internal sealed record ChatLine(ChatLineKind Kind, string Text);

/// <summary>Whose word a line is.</summary>
internal enum ChatLineKind : byte
{
    /// <summary>Somebody's, in a channel.</summary>
    Message,

    /// <summary>The program's own.</summary>
    Notice,
}
