using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Actors.Application.CommandLine;

/// <summary>The command line: without a subcommand, it runs the host.</summary>
internal static class ActorsCommand
{
    public static Task<int> RunAsync(string[] args)
    {
        var listen = new Option<string?>("--listen", "-l")
        {
            Description = "Where the hub listens; port 0 takes a free one. Short for --set Hub:Address=… --set Hub:Port=….",
            HelpName = "ADDRESS:PORT",
        };
        listen.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && !HostAndPort.TryParse(text, out _)) result.AddError(HostAndPort.Explain(text));
        });

        var set = new Option<string[]>("--set", "-s")
        {
            Description = "Any setting of appsettings.json, such as Hub:MaxConnections=10. May be given many times.",
            HelpName = "KEY=VALUE",
        };
        set.Validators.Add(static result =>
        {
            foreach (var pair in result.GetValueOrDefault<string[]>() ?? [])
            {
                var section = pair.Split(':', '=')[0];
                if (pair.IndexOf('=', StringComparison.Ordinal) < 1) result.AddError($"'{pair}' is no setting: write KEY=VALUE.");
                else if (!HostFactory.Sections.Contains(section, StringComparer.OrdinalIgnoreCase))
                {
                    result.AddError($"'{pair}' is no setting: settings start with {string.Join(", ", HostFactory.Sections.Select(static name => name + ":"))}.");
                }
            }
        });

        var root = new RootCommand(
            "Runs the workers of this host until SIGTERM or Ctrl+C. Settings come from appsettings.json, from the environment " +
            "(Hub__Port=7007) and from this command line; the later ones win, and --listen over all.")
        {
            listen,
            set,
            FetchCommand.Create(),
            RunCommand.Create(),
            PingCommand.Create(),
            WindowsCommand.Create(),
            ChatCommand.Create(),
        };
        root.SetAction((result, _) => RunHostAsync(Settings(result.GetValue(listen), result.GetValue(set) ?? [])));

        // The host handles the signals itself; a second handler would kill it after two seconds.
        return root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    private static Dictionary<string, string?> Settings(string? listen, string[] pairs)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in pairs)
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            settings[pair[..at]] = pair[(at + 1)..];
        }

        if (listen is not null && HostAndPort.TryParse(listen, out var place))
        {
            settings["Hub:Address"] = place.Host;
            settings["Hub:Port"] = place.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return settings;
    }

    private static async Task<int> RunHostAsync(Dictionary<string, string?> settings)
    {
        try
        {
            using var host = HostFactory.Create(settings);

            // The host checks them too, and logs a stack nobody wants to see.
            host.Services.GetRequiredService<IStartupValidator>().Validate();
            await host.RunAsync();
            return Environment.ExitCode;
        }
        catch (OptionsValidationException error)
        {
            foreach (var failure in error.Failures) await Console.Error.WriteLineAsync($"Wrong setting: {failure}");
            return 1;
        }
        catch (OperationCanceledException) when (Environment.ExitCode != 0)
        {
            // A worker stopped the host before it had started; the log says why.
            return Environment.ExitCode;
        }
        catch (Exception error) when (error is InvalidOperationException or FormatException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            // A settings file that is none: its name is in the one, its fault in the other.
            var cause = error.GetBaseException();
            await Console.Error.WriteLineAsync($"The host cannot start: {error.Message}{(cause == error ? "" : " " + cause.Message)}");
            return 1;
        }
    }
}
