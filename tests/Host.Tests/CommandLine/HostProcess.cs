using System.Diagnostics;
using Actors.Application.Tests.Hub;

namespace Actors.Application.Tests.CommandLine;

/// <summary>The host as its own process, in a folder of its own.</summary>
internal sealed class HostProcess : IDisposable
{
    private const string ListensOn = "The hub listens on ";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-host-");
    private readonly Process _process;

    private static readonly string s_program = Path.Combine(AppContext.BaseDirectory, "Actors.Host.dll");

    public HostProcess(params string[] arguments)
        : this("dotnet", [s_program, .. arguments])
    {
    }

    private HostProcess(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.FullName,
        };
        _process = Process.Start(start)!;
        Errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>A host that may have so many files and sockets.</summary>
    public static HostProcess WithHandles(int limit, params string[] arguments) =>
        new("/bin/sh", ["-c", $"ulimit -n {limit} && exec dotnet \"$0\" \"$@\"", s_program, .. arguments]);

    /// <summary>Standard error, once the process has ended.</summary>
    public Task<string> Errors { get; }

    public string LogFolder => Path.Combine(_folder.FullName, "logs");

    /// <summary>Reads standard output until the hub says where it listens.</summary>
    public async Task<string> ListeningAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync().WaitAsync(HubClient.Limit) is { } line)
        {
            var at = line.IndexOf(ListensOn, StringComparison.Ordinal);
            if (at >= 0) return line[(at + ListensOn.Length)..].TrimEnd('.');
        }

        throw new EndOfStreamException($"The host ended before it listened: {await Errors}");
    }

    public Task<string?> ReadLineAsync() => _process.StandardOutput.ReadLineAsync().WaitAsync(HubClient.Limit);

    public Task TerminateAsync() => SignalAsync("-TERM");

    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>The exit code, and the rest of standard output.</summary>
    public async Task<(int ExitCode, string Output)> ExitAsync()
    {
        var output = await _process.StandardOutput.ReadToEndAsync().WaitAsync(HubClient.Limit);
        await _process.WaitForExitAsync().WaitAsync(HubClient.Limit);
        return (_process.ExitCode, output);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }
}
