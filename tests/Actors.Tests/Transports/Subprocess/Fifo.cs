using System.Diagnostics;

namespace Actors.Tests.Transports.Subprocess;

/// <summary>A gate for a process: whoever reads it stands still until the test opens it.</summary>
internal sealed class Fifo : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fifo");

    public Fifo()
    {
        using var make = Process.Start("mkfifo", [Path]);
        make.WaitForExit();
    }

    public string Path => global::System.IO.Path.Combine(_folder.FullName, "gate");

    /// <summary>Lets the reader go on.</summary>
    public Task Open() => Task.Run(() => File.OpenWrite(Path).Dispose());

    public void Dispose() => _folder.Delete(recursive: true);
}
