using Actors.Application.Hub;
using Actors.Application.Jobs;
using Actors.Application.Windows;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Debugging;

namespace Actors.Application;

/// <summary>Puts the host together: settings, logs, and the workers.</summary>
internal static class HostFactory
{
    /// <summary>The sections that settings can be in.</summary>
    public static IReadOnlyList<string> Sections { get; } = ["Hub", "Jobs", "Windows", "Workers", "Serilog", "Logging"];

    /// <summary>Makes the host.</summary>
    /// <param name="settings">Settings of the command line: they win over the environment and the file.</param>
    public static IHost Create(IReadOnlyDictionary<string, string?> settings)
    {
        // The settings file lies beside the program, wherever that is started from; the log folder is the user's.
        var builder = Host.CreateApplicationBuilder(
            new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(settings);

        // A log file that cannot be written is said in one line; the console is still there.
        SelfLog.Enable(static message => Console.Error.WriteLine(message.Trim().Split(Environment.NewLine)[0]));
        builder.Logging.ClearProviders();
        builder.Logging.AddSerilog(
            new LoggerConfiguration()
                .ReadFrom.Configuration(builder.Configuration)

                // A worker that cannot start is logged with its stack, then once more as the reason why the host stops: that line is enough.
                .Filter.ByExcluding(static entry => entry.Exception is HostStartException)
                .CreateLogger(),
            dispose: true);

        builder.Services.AddOptions<WorkersOptions>().BindStrictly(builder.Configuration.GetSection("Workers"));
        builder.Services.AddHub(builder.Configuration.GetSection("Hub"));
        builder.Services.AddWindows(builder.Configuration.GetSection("Windows"));
        builder.Services.AddJobs(builder.Configuration.GetSection("Jobs"));
        return builder.Build();
    }
}
