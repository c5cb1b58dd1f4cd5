namespace Actors.Application.Windows;

/// <summary>The worker whose children the host's windows are.</summary>
internal sealed class WindowsTask(WindowManager manager) : WorkerTask
{
    public override Task RunAsync(CancellationToken stopping) => manager.RunAsync();
}
