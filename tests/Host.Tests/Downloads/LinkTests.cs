using Actors.Application.Downloads;

namespace Actors.Application.Tests.Downloads;

/// <summary>A folder in which somebody else has put links, pipes and devices under the names of a download.</summary>
public sealed class LinkTests : DownloadTests
{
    private const string Precious = "not to be overwritten";
    private readonly DirectoryInfo _elsewhere = Directory.CreateTempSubdirectory("actors-target-");

    private string Target => Path.Combine(_elsewhere.FullName, "precious");

    [Theory]
    [InlineData("file.bin", false)]
    [InlineData("file.bin", true)]
    [InlineData("file.bin.part", false)]
    [InlineData("file.bin.part", true)]
    [InlineData("file.bin.part.meta", false)]
    [InlineData("file.bin.part.meta", true)]
    public async Task Fetch_WithALinkForAName_IsRefusedAndLeavesTheTargetAlone(string name, bool targetExists)
    {
        Server.Otherwise = static _ => Reply.Whole(File1, Tag);
        if (targetExists) await File.WriteAllTextAsync(Target, Precious);
        File.CreateSymbolicLink(At(name), Target);

        // Not on this thread: what spins would not reach the limit.
        var error = await Assert.ThrowsAsync<DownloadException>(() => Task.Run(() => Fetch()).WaitAsync(Limit));

        Assert.EndsWith($"'{At(name)}' is a link, and links are not followed.", error.Message, StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
        Assert.Equal([At(name)], Directory.GetFileSystemEntries(Folder));
        Assert.Equal(targetExists, File.Exists(Target));
        if (targetExists) Assert.Equal(Precious, await File.ReadAllTextAsync(Target));
    }

    [Fact]
    public async Task Fetch_OverwritingALink_IsRefusedAndLeavesTheTargetAlone()
    {
        Server.Otherwise = static _ => Reply.Whole(File1, Tag);
        await File.WriteAllTextAsync(Target, Precious);
        File.CreateSymbolicLink(At("file.bin"), Target);

        await Assert.ThrowsAsync<DownloadException>(() => Fetch(new() { Overwrite = true }));

        Assert.Equal(Precious, await File.ReadAllTextAsync(Target));
    }

    [Fact]
    public async Task Fetch_WithALinkInPlaceOfTheFileWhileItRuns_IsRefused()
    {
        await File.WriteAllTextAsync(Target, Precious);
        Server.Will(static _ => Reply.Whole(File1, Tag));

        var error = await Assert.ThrowsAsync<DownloadException>(() => Fetch(watch: progress =>
        {
            if (progress.Received == File1.Length && !Path.Exists(At("file.bin"))) File.CreateSymbolicLink(At("file.bin"), Target);
        }));

        Assert.Contains("is a link", error.Message, StringComparison.Ordinal);
        Assert.Equal(Precious, await File.ReadAllTextAsync(Target));
    }

    [Theory]
    [InlineData("file.bin.part")]
    [InlineData("file.bin.part.meta")]
    public async Task Fetch_WithAFileThatHasAnotherNameToo_IsRefused(string name)
    {
        await File.WriteAllTextAsync(Target, Precious);
        using (var ln = System.Diagnostics.Process.Start("ln", [Target, At(name)])) await ln.WaitForExitAsync();

        var error = await Assert.ThrowsAsync<DownloadException>(() => Fetch());

        Assert.EndsWith($"'{At(name)}' has another name too (a hard link).", error.Message, StringComparison.Ordinal);
        Assert.Equal(Precious, await File.ReadAllTextAsync(Target));
    }

    [Theory]
    [InlineData("file.bin")]
    [InlineData("file.bin.part")]
    [InlineData("file.bin.part.meta")]
    public async Task Fetch_WithAPipeForAName_IsRefused(string name)
    {
        using (var mkfifo = System.Diagnostics.Process.Start("mkfifo", [At(name)])) await mkfifo.WaitForExitAsync();

        var error = await Assert.ThrowsAsync<DownloadException>(() => Task.Run(() => Fetch()).WaitAsync(Limit));

        Assert.EndsWith($"'{At(name)}' is no regular file.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file.bin.part")]
    [InlineData("file.bin.part.meta")]
    public async Task Fetch_WithAFolderForAName_IsRefused(string name)
    {
        Directory.CreateDirectory(At(name));

        var error = await Assert.ThrowsAsync<DownloadException>(() => Fetch());

        Assert.EndsWith($"'{At(name)}' is a folder.", error.Message, StringComparison.Ordinal);
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _elsewhere.Delete(recursive: true);
    }
}
