using System.CommandLine;
using Actors.Application.Windows;

namespace Actors.Application.CommandLine;

/// <summary>Shows windows at work in the terminal.</summary>
internal static class WindowsCommand
{
    public static Command Create()
    {
        var command = new Command(
            "windows", "Opens a virtual window, resizes it and closes it; then streams more sizes to one than it can draw at once.");
        command.SetAction(async (_, cancellationToken) =>
        {
            await new WindowScene(Console.Out).PlayAsync(cancellationToken);
            return 0;
        });
        return command;
    }
}
