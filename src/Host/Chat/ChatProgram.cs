using System.Runtime.InteropServices;
using Actors.Application.CommandLine;
using Microsoft.Extensions.Logging;

namespace Actors.Application.Chat;

/// <summary>The chat: one main loop that reads keys, lets the main worker handle its events, and draws; the socket is a worker's.</summary>
internal static class ChatProgram
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(15);

    /// <summary>What a frame has for events; keys and drawing have the rest.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(8);

    /// <summary>Runs until its user leaves, or it is told to end.</summary>
    public static int Run(HostAndPort place, string nick, string? channel)
    {
        using var log = new ChatLog();
        using var loggers = LoggerFactory.Create(builder => builder.AddProvider(log));
        var system = new WorkerSystem(new() { HandlesSigTerm = false, MainDispatcher = WorkerDispatcher.Polled, LoggerFactory = loggers, ShutdownTimeout = TimeSpan.FromSeconds(2) });
        log.Screen = system.Main;
        using var end = new CancellationTokenSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => End(context, end));
        using (var terminal = new Terminal())
        {
            Loop(system, terminal, new ChatState(place.ToString(), nick), place, channel, end.Token);
        }

        // On no flow of its own: the main worker has ended its part.
        system.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return 0;
    }

    private static void Loop(WorkerSystem system, Terminal terminal, ChatState state, HostAndPort place, string? channel, CancellationToken end)
    {
        var size = Terminal.Size;
        var main = system.Main;
        main.Listen(ChatEvents.Connected, e => state.OnConnected(e.Data));
        main.Listen(ChatEvents.Lost, e => state.OnLost(e.Data));
        main.Listen(ChatEvents.Lines, e => state.OnLines(e.Data));
        main.Listen(ChatEvents.Logged, e => state.Notice(e.Data));
        main.Listen(ChatEvents.Resized, e =>
        {
            size = e.Data;
            terminal.Forget();
            state.IsDirty = true;
        });
        using var resized = OperatingSystem.IsWindows()
            ? null
            : PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => main.FireLatest(ChatEvents.Resized, Terminal.Size));

        state.Notice("/help tells what there is.");
        if (channel is not null) state.Join(channel);
        var connection = system.Start(new ChatConnection(place, main).RunAsync, new() { Name = "connection" });
        while (!state.HasQuit && !end.IsCancellationRequested)
        {
            while (Terminal.TryReadKey(out var key)) state.OnKey(key);
            var isMoreLeft = system.Update(Budget);
            if (Terminal.Size is var now && now != size) main.FireLatest(ChatEvents.Resized, now);
            while (state.Outgoing.TryDequeue(out var line)) connection.Fire(ChatEvents.Send, line);
            if (state.IsDirty)
            {
                state.IsDirty = false;
                terminal.Show(ChatScreen.Draw(state, size));
            }

            if (!isMoreLeft) end.WaitHandle.WaitOne(Frame);
        }
    }

    private static void End(PosixSignalContext context, CancellationTokenSource end)
    {
        context.Cancel = true;
        end.Cancel();
    }
}
