using Actors.Application.Windows;
using static Actors.CurrentWorker;

namespace Actors.Application.Tests.Windows;

public sealed class WindowLifeTests : WindowTests
{
    [Fact]
    public async Task Window_OpenedInAWorker_IsItsChildAndEndsWithIt()
    {
        await using var system = NewSystem();
        var window = new Window("a/b", 800, 600, Take);
        var opened = new Defer<bool>();
        var owner = system.Start(
            async () =>
            {
                window.Open();
                opened.Resolve(window.IsOpen);
                await WaitForever();
            },
            new() { Name = "desk" });
        Assert.True(await opened.Task.WaitAsync(Limit));

        Assert.Equal("/desk/a-b", window.Worker!.Path);
        Assert.Same(owner, window.Worker.Parent);
        await owner.StopAsync().WaitAsync(Limit);
        Assert.False(window.IsOpen);
        await window.CloseAsync().WaitAsync(Limit);
    }

    [Fact]
    public async Task Window_OpenedClosedAndOpenedAgain_SaysSoAndKeepsItsSize()
    {
        await using var system = NewSystem();
        var window = new Window("Editor", 800, 600, Take, Log);
        await window.CloseAsync().WaitAsync(Limit);
        for (var i = 0; i < 2; i++)
        {
            window.Open();
            window.Open();
            window.Resize(1024, 768);
            await window.CloseAsync().WaitAsync(Limit);
            await window.CloseAsync().WaitAsync(Limit);
        }

        Assert.Equal(
            [
                "Opening window 'Editor' with size 800x600",
                "Resizing window 'Editor' to 1024x768",
                "Window 'Editor' closed.",
                "Opening window 'Editor' with size 1024x768",
                "Resizing window 'Editor' to 1024x768",
                "Window 'Editor' closed.",
            ],
            Log.Lines);
        Assert.Equal((1024, 768, 2), (window.Width, window.Height, window.Taken));
    }

    [Fact]
    public async Task Handler_ThatFiltersChangesAndFails_DecidesOnTheSize()
    {
        await using var system = NewSystem();
        var failures = new List<string>();
        var options = new EventListenerOptions { OnFailure = failure => failures.Add($"{failure.Event!.Data}: {failure.Exception.Message}") };
        var window = new Window("Editor", 800, 600, OnResize, options: options);
        window.Open();

        window.Resize(1000, 700);
        window.Resize(5000, 700);
        window.Resize(10, 700);
        window.Resize(666, 700);
        await window.CloseAsync().WaitAsync(Limit);

        Assert.Equal(new ResizeEvent(1920, 700), window.Size);
        Assert.Equal((2, 1, 1), (window.Taken, window.Filtered, window.Failed));
        Assert.Equal(["666x700: no such screen"], failures);

        static ResizeEvent? OnResize(ResizeEvent size) => size.Width switch
        {
            < 100 => null,
            666 => throw new InvalidDataException("no such screen"),
            > 1920 => size with { Width = 1920 },
            _ => size,
        };
    }

    [Fact]
    public async Task Size_WhileItIsResized_HasBothSidesOfOneEvent()
    {
        const int count = 20_000;
        await using var system = NewSystem();
        var window = new Window("Square", 1, 1, Take);
        window.Open();

        var resizing = Task.Run(async () =>
        {
            for (var i = 1; i <= count; i++) await window.ResizeAsync(i, i);
        });
        while (!resizing.IsCompleted)
        {
            var size = window.Size;
            Assert.Equal(size.Width, size.Height);
        }

        await resizing;
        await window.CloseAsync().WaitAsync(Limit);
        Assert.Equal(count, window.Width);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void Window_WithoutATitle_IsAClearError(string? title) =>
        Assert.ThrowsAny<ArgumentException>(() => new Window(title!, 800, 600, Take));

    [Fact]
    public void Window_WithoutAHandlerOrWithAWrongSize_IsAClearError()
    {
        Func<ResizeEvent, ResizeEvent?> none = null!;
        Func<ResizeEvent, ValueTask<ResizeEvent?>> asyncNone = null!;

        Assert.Equal("handler", Assert.Throws<ArgumentNullException>(() => new Window("Editor", 800, 600, none)).ParamName);
        Assert.Equal("handler", Assert.Throws<ArgumentNullException>(() => new Window("Editor", 800, 600, asyncNone)).ParamName);
        Assert.Equal("Height", Assert.Throws<ArgumentOutOfRangeException>(static () => new Window("Editor", 800, 0, Take)).ParamName);
    }

    [Fact]
    public async Task Resize_ToAWrongSizeOrOfAClosedWindow_IsAClearError()
    {
        await using var system = NewSystem();
        var window = new Window("Editor", 800, 600, Take);
        Assert.Throws<InvalidOperationException>(() => window.Resize(1, 1));
        window.Open();

        Assert.Equal("Width", Assert.Throws<ArgumentOutOfRangeException>(() => window.Resize(0, 600)).ParamName);
        Assert.Equal("Height", (await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await window.ResizeAsync(800, -1))).ParamName);
        await window.CloseAsync().WaitAsync(Limit);

        Assert.Equal(new ResizeEvent(800, 600), window.Size);
        Assert.Equal(0, window.Taken);
    }
}
