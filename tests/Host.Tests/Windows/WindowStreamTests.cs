using System.Runtime.CompilerServices;
using Actors.Application.Windows;

namespace Actors.Application.Tests.Windows;

public sealed class WindowStreamTests : WindowTests
{
    private readonly Gate _gate = new();
    private int _read;

    [Fact]
    public async Task Stream_ToAHandlerThatStands_IsReadNoFurtherThanThereIsRoom()
    {
        await using var system = NewSystem();
        var window = new Window("Streamed", 1, 1, _gate.Pass, options: new() { Mailbox = new() { Capacity = 4 } });
        window.Open();
        var full = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        // One is in the handler, four wait, and the sixth stands in line.
        var streaming = window.ResizeAsync(Sizes(100, i => { if (i == 6) full.SetResult(); }));
        await full.Task.WaitAsync(Limit);
        await _gate.Entered;
        var depth = window.Worker!.MailboxDepth;
        Assert.False(streaming.IsCompleted);
        Assert.Equal(6, Volatile.Read(ref _read));
        _gate.Open();

        Assert.Equal(100, await streaming.WaitAsync(Limit));
        await window.CloseAsync().WaitAsync(Limit);
        Assert.InRange(depth, 4, 5);
        Assert.Equal((100, 0, 100), (window.Taken, window.Dropped, window.Width));
    }

    [Fact]
    public async Task Stream_ToAWindowThatCloses_IsLeftAndCountsWhatWasTaken()
    {
        await using var system = NewSystem();
        var window = new Window("Streamed", 1, 1, _gate.Pass, options: new() { Mailbox = new() { Capacity = 4 } });
        window.Open();
        var full = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var streaming = window.ResizeAsync(Sizes(int.MaxValue, i => { if (i == 6) full.SetResult(); }));
        await full.Task.WaitAsync(Limit);
        await _gate.Entered;

        var close = window.CloseAsync();
        _gate.Open();
        await close.WaitAsync(Limit);

        Assert.Equal(window.Taken, await streaming.WaitAsync(Limit));
        Assert.InRange(window.Taken, 5, 6);
        Assert.Equal(0, system.DeadLetters.Count);
    }

    [Fact]
    public async Task Stream_ThatIsCancelled_EndsWithoutTheSizeThatWaited()
    {
        await using var system = NewSystem();
        using var cancel = new CancellationTokenSource();
        var window = new Window("Streamed", 1, 1, _gate.Pass, options: new() { Mailbox = new() { Capacity = 4 } });
        window.Open();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => window.ResizeAsync(Sizes(100, i => { if (i == 6) cancel.Cancel(); }), cancel.Token));

        _gate.Open();
        await window.CloseAsync().WaitAsync(Limit);

        Assert.Equal(5, window.Taken);
    }

    [Fact]
    public async Task Stream_ThatFails_FailsAtItsSenderAndLeavesTheWindowOpen()
    {
        await using var system = NewSystem();
        var window = new Window("Streamed", 1, 1, Take);
        window.Open();

        await Assert.ThrowsAsync<IOException>(() => window.ResizeAsync(Sizes(100, static i => { if (i == 6) throw new IOException("gone"); })));

        Assert.True(window.IsOpen);
        await window.CloseAsync().WaitAsync(Limit);
        Assert.Equal(5, window.Taken);
    }

    [Fact]
    public async Task Resize_OfAWindowWithoutRoom_IsAClearError()
    {
        await using var system = NewSystem();
        var window = new Window("Full", 1, 1, _gate.Pass, options: new() { Mailbox = new() { Capacity = 2 } });
        window.Open();
        window.Resize(1, 1);
        await _gate.Entered;
        window.Resize(2, 2);

        var error = Assert.Throws<InvalidOperationException>(() =>
        {
            window.Resize(3, 3);
            window.Resize(4, 4);
        });

        Assert.Contains("was not sent: 2 events wait at '/Full'. Send it asynchronously", error.Message, StringComparison.Ordinal);
        _gate.Open();
        await window.CloseAsync().WaitAsync(Limit);
    }

    [Fact]
    public async Task Resize_OfAWindowThatKeepsTheLatest_DropsWhatIsOvertakenAndCountsIt()
    {
        await using var system = NewSystem();
        var latest = new MailboxOptions { Capacity = 1, FullMode = MailboxFullMode.DropOldest };
        var window = new Window("Latest", 1, 1, _gate.Pass, options: new() { Mailbox = latest });
        window.Open();
        window.Resize(1, 1);
        await _gate.Entered;

        for (var i = 2; i <= 1000; i++) window.Resize(i, i);
        _gate.Open();
        await window.CloseAsync().WaitAsync(Limit);

        Assert.Equal((1000, 2, 998), (window.Width, window.Taken, window.Dropped));
    }

    private async IAsyncEnumerable<ResizeEvent> Sizes(
        int count, Action<int> onRead, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        for (var i = 1; i <= count; i++)
        {
            Volatile.Write(ref _read, i);
            onRead(i);
            yield return new ResizeEvent(i, i);
        }
    }
}
