namespace Actors.Application.Windows;

/// <summary>The worker whose children the host's windows are, and the worker that takes commands for them.</summary>
internal sealed class WindowsTask(WindowManager manager, WindowCommands commands) : WorkerTask
{
    public override Task RunAsync(CancellationToken stopping)
    {
        commands.Start();
        return manager.RunAsync();
    }
}
