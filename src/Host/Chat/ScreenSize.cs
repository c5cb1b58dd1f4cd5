namespace Actors.Application.Chat;

/// <summary>The size of a terminal, in cells.</summary>
internal readonly record struct ScreenSize(int Width, int Height);
