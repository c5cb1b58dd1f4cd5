using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace Actors.Transports.Pipes;

/// <summary>Hears that nobody reads a pipe any more, of which .NET tells only those who write (transports 38).</summary>
/// <remarks>One thread of the process stands in <c>poll</c> for all pipes; it starts with the first one. A pipe that is watched stays open for
/// the system, at its <see cref="Dispose"/> for a moment, so that no other file gets its number meanwhile.</remarks>
internal sealed class ReaderWatch : IDisposable
{
    private static readonly Lock Gate = new();
    private static readonly List<ReaderWatch> Watches = [];
    private static AnonymousPipeClientStream? s_waker;

    /// <summary>Whether the thread is on its way to look at the list.</summary>
    private static bool s_isWoken;

    private readonly SafeHandle _pipe;
    private readonly Action _onGone;
    private bool _isOver;

    private ReaderWatch(SafeHandle pipe, Action onGone) => (_pipe, _onGone) = (pipe, onGone);

    /// <summary>Begins to watch.</summary>
    /// <param name="pipe">The end that is written to.</param>
    /// <param name="onGone">Called once at most, on the thread of the watch.</param>
    /// <returns>Ends the watch; null where there is none: on Windows, or when the pipe is closed.</returns>
    public static ReaderWatch? TryStart(SafeHandle pipe, Action onGone)
    {
        if (OperatingSystem.IsWindows()) return null;
        var watch = new ReaderWatch(pipe, onGone);
        try
        {
            var isHeld = false;
            pipe.DangerousAddRef(ref isHeld);
        }
        catch (ObjectDisposedException)
        {
            return null;
        }

        lock (Gate)
        {
            Watches.Add(watch);
            if (s_waker is null) StartThread();
            else Wake();
        }

        return watch;
    }

    public void Dispose()
    {
        lock (Gate)
        {
            if (_isOver) return;
            _isOver = true;
            Wake();
        }
    }

    private static void Wake()
    {
        if (s_isWoken) return;
        s_isWoken = true;
        s_waker!.WriteByte(0);
    }

    private static void StartThread()
    {
        var waking = new AnonymousPipeServerStream(PipeDirection.In);
        s_waker = new AnonymousPipeClientStream(PipeDirection.Out, waking.ClientSafePipeHandle);
        new Thread(() => Run(waking)) { IsBackground = true, Name = "Actors: readers of pipes" }.UnsafeStart();
    }

    private static void Run(AnonymousPipeServerStream waking)
    {
        var watches = new List<ReaderWatch>();
        while (true)
        {
            lock (Gate)
            {
                if (s_isWoken) waking.ReadByte();
                s_isWoken = false;
                Watches.RemoveAll(static watch => watch.TryRelease());
                watches.Clear();
                watches.AddRange(Watches);
            }

            var entries = new Libc.PollEntry[watches.Count + 1];
            entries[0] = new Libc.PollEntry { Handle = (int)waking.SafePipeHandle.DangerousGetHandle(), Events = Libc.PollIn };

            // Nothing is asked for: that the other end is gone is told in any case.
            for (var i = 0; i < watches.Count; i++) entries[i + 1].Handle = (int)watches[i]._pipe.DangerousGetHandle();
            if (Libc.Poll(entries, (nuint)entries.Length, -1) <= 0) continue;
            for (var i = 0; i < watches.Count; i++)
            {
                if (entries[i + 1].Returned != 0) watches[i].Tell();
            }
        }
    }

    private void Tell()
    {
        lock (Gate)
        {
            if (_isOver) return;
            _isOver = true;
        }

        _onGone();
    }

    private bool TryRelease()
    {
        if (_isOver) _pipe.DangerousRelease();
        return _isOver;
    }
}
