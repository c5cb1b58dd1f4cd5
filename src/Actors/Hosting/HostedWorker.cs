using Microsoft.Extensions.DependencyInjection;
using static Actors.CurrentWorker;

namespace Actors.Hosting;

/// <summary>A worker as it was added: its name, and how each run of it is made.</summary>
internal sealed class HostedWorker(string name, Type? type, object[] arguments, Func<IServiceProvider, WorkerTask> create, HostedWorkerOptions options)
{
    public string Name => name;

    /// <summary>The type of its code; null for a function.</summary>
    public Type? Type => type;

    /// <summary>What its constructor takes besides services.</summary>
    public object[] Arguments => arguments;

    public HostedWorkerOptions Options => options;

    /// <summary>One run: a scope and an instance of its own. It is the worker's body.</summary>
    public async Task RunAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var task = create(scope.ServiceProvider);
        try
        {
            await task.RunAsync(Stopping);
        }
        finally
        {
            try
            {
                await EndChildren();
            }
            finally
            {
                if (task is IAsyncDisposable disposable) await disposable.DisposeAsync();
                else (task as IDisposable)?.Dispose();
            }
        }
    }

    // The flow would end them after the body. But they may use the run's services, which do not outlive the body.
    private static async ValueTask EndChildren()
    {
        var children = Current.Children;
        foreach (var child in children) child.TryStop();
        foreach (var child in children.Where(static child => !child.IsDaemon)) await Wait(child);
    }
}

/// <summary>A body that was given as a function.</summary>
internal sealed class FunctionTask(Func<IServiceProvider, Task> body, IServiceProvider services) : WorkerTask
{
    public override Task RunAsync(CancellationToken stopping) => body(services);
}
