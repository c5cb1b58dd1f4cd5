using Actors.Application.Windows;
using Actors.TestKit;
using static Actors.CurrentWorker;

namespace Actors.Application.Tests.Windows;

/// <summary>The program of the virtual windowing system, and what it prints.</summary>
/// <remarks>The program and its window print at the same time. Fixed are the lines, the order of those of either, that a size is asked for
/// before it is there, that the window is closed after all of its sizes, and what comes then.</remarks>
public sealed class WindowSeedTests : WindowTests
{
    private static readonly string[] OfTheProgram =
    [
        "Opening window 'My Window' with size 800x600",
        "Resizing window 'My Window' to 1024x768",
        "Resizing window 'My Window' to 644x484",
        "Resizing window 'My Window' to 800x600",
        "Window 'My Window' closed.",
        "Height is 600",
        "Width is 800",
    ];

    private static readonly string[] OfTheWindow = ["Window resized to 1024x768", "Window resized to 644x484", "Window resized to 800x600"];

    [Fact]
    public async Task Program_WhenRun_PrintsTheLinesOfTheSeed()
    {
        await using var system = NewSystem();
        Check(await Run());
    }

    [Fact]
    public void Program_InEveryOrderOfItsPieces_PrintsTheLinesOfTheSeed()
    {
        var orders = new HashSet<string>();
        var report = Simulation.Explore(2000, async _ =>
        {
            var lines = await Run();
            Check(lines);
            orders.Add(string.Join('\n', lines));
        });

        Assert.Equal(2000, report.Seeds);
        Assert.True(orders.Count > 1, "Every seed printed in the same order: the simulation does not reach the window.");
    }

    private static async Task<string[]> Run()
    {
        using var output = new StringWriter();
        await Wait(new WindowScene(TextWriter.Synchronized(output)).ResizeAsync());
        return output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }

    private static void Check(string[] lines)
    {
        Assert.Equal(OfTheProgram, lines.Except(OfTheWindow));
        Assert.Equal(OfTheWindow, lines.Except(OfTheProgram));
        Assert.Equal(OfTheProgram[^3..], lines[^3..]);
        foreach (var size in new[] { "1024x768", "644x484", "800x600" })
        {
            Assert.True(Array.IndexOf(lines, $"Resizing window 'My Window' to {size}") < Array.IndexOf(lines, $"Window resized to {size}"));
        }
    }
}
