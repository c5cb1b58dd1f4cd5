using Actors.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Actors;

/// <summary>Adds workers to a host, each under a name of its own.</summary>
/// <remarks>The workers start with the host in the order in which they were added, and stop in reverse. Each is also a keyed service:
/// <c>[FromKeyedServices("ticker")] Worker ticker</c> injects the worker of that name, and a name that
/// nobody has added is an <see cref="InvalidOperationException"/> that says which there are.</remarks>
public sealed class WorkersBuilder
{
    internal WorkersBuilder(IServiceCollection services) => Services = services;

    /// <summary>The services to which the workers are added.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Adds a worker; a type may be added many times, under many names.</summary>
    /// <typeparam name="TTask">The worker's code. It need not be registered as a service.</typeparam>
    /// <param name="name">Its name: not blank, without <c>/</c>, and used once. Checked when the host starts.</param>
    /// <param name="options">What its failure does, and its thread; sensible ones by default.</param>
    /// <param name="arguments">What its constructor takes besides services; nothing by default.</param>
    public WorkersBuilder Add<TTask>(string name, HostedWorkerOptions? options = null, object[]? arguments = null)
        where TTask : WorkerTask =>
        Add(
            name, typeof(TTask), arguments ?? [],
            services => ActivatorUtilities.CreateInstance<TTask>(services, arguments ?? []), options ?? HostedWorkerOptions.Default);

    /// <summary>Adds a worker whose body is a function.</summary>
    /// <param name="name">Its name: not blank, without <c>/</c>, and used once. Checked when the host starts.</param>
    /// <param name="body">Its code; it gets the services of the run's own scope.</param>
    /// <param name="options">What its failure does, and its thread; sensible ones by default.</param>
    public WorkersBuilder Add(string name, Func<IServiceProvider, Task> body, HostedWorkerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Add(name, null, [], services => new FunctionTask(body, services), options ?? HostedWorkerOptions.Default);
    }

    /// <summary>Adds a channel on the workers' event stream: <c>[FromKeyedServices("news")] Channel news</c> injects it.</summary>
    /// <param name="name">Its name: not blank, and used once. Checked when the host starts.</param>
    public WorkersBuilder AddChannel(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Services.AddSingleton(new HostedChannel(name));
        Services.AddKeyedSingleton(name, static (services, key) => new Channel((string)key!, services.GetRequiredService<WorkerSystem>()));
        return this;
    }

    private WorkersBuilder Add(
        string name, Type? type, object[] arguments, Func<IServiceProvider, WorkerTask> create, HostedWorkerOptions options)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(options);
        Services.AddSingleton(new HostedWorker(name, type, arguments, create, options));
        Services.AddKeyedSingleton(name, static (services, key) => services.GetRequiredService<HostedWorkers>().Get((string)key!));
        return this;
    }
}
