using Actors.Application.Jobs;
using Actors.Application.Tests.Downloads;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Actors.Application.Tests.Jobs;

/// <summary>What every class of tests of jobs has: a hostile server, a folder, and a host that runs jobs in it.</summary>
public abstract class JobsTests : DownloadTests, IAsyncLifetime
{
    private IHost? _host;

    internal JobList Jobs { get; private set; } = null!;

    internal string Database => At("jobs.db");

    internal string FileFolder => At("files");

    async Task IAsyncLifetime.DisposeAsync()
    {
        await StopHost();
        await DisposeAsync();
    }

    internal async Task StartHost(int parallel = 4, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(
            [new("Jobs:Directory", FileFolder), new("Jobs:Database", Database), new("Jobs:Parallel", $"{parallel}"),
                .. settings.Select(static setting => new KeyValuePair<string, string?>(setting.Key, setting.Value))]);
        builder.Services.AddJobs(builder.Configuration.GetSection("Jobs"));
        _host = builder.Build();
        Jobs = _host.Services.GetRequiredService<JobList>();
        await _host.StartAsync();
    }

    internal async Task StopHost()
    {
        if (_host is null) return;
        await _host.StopAsync().WaitAsync(Limit);
        _host.Dispose();
        _host = null;
    }

    /// <summary>Makes the list, with what SQL says done to it, as another program or a broken disk would.</summary>
    internal void Sabotage(string sql)
    {
        if (!File.Exists(Database)) new JobStore(Database).Dispose();
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The test's own text.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>A pipe with a name.</summary>
    internal async Task<string> MakePipe()
    {
        var pipe = At("pipe");
        using var mkfifo = System.Diagnostics.Process.Start("mkfifo", [pipe]);
        await mkfifo.WaitForExitAsync();
        return pipe;
    }

    /// <summary>Opens one end of a pipe, when somebody has the other.</summary>
    internal static Task<FileStream> OpenPipe(string pipe, FileAccess access) =>
        Task.Run(() => new FileStream(pipe, FileMode.Open, access, FileShare.ReadWrite)).WaitAsync(Limit);

    internal ListedJob Job(long id) => Jobs.All.Single(job => job.Id == id);

    /// <summary>Completes when a job is so; armed before what leads to it, if that is what the caller does first.</summary>
    internal async Task<ListedJob> Until(long id, Func<ListedJob, bool> condition)
    {
        var source = new TaskCompletionSource<ListedJob>(TaskCreationOptions.RunContinuationsAsynchronously);
        Jobs.Changed += OnChanged;
        try
        {
            if (condition(Job(id))) return Job(id);
            return await source.Task.WaitAsync(Limit);
        }
        finally
        {
            Jobs.Changed -= OnChanged;
        }

        void OnChanged(ListedJob job)
        {
            if (job.Id == id && condition(job)) source.TrySetResult(job);
        }
    }

    internal Task<ListedJob> Until(long id, ListedJobState state) => Until(id, job => job.State == state);
}
