using Actors.Application.Jobs;
using Microsoft.Data.Sqlite;

namespace Actors.Application.Tests.Jobs;

public sealed class JobStoreTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-jobs-");

    private string Database => Path.Combine(_folder.FullName, "jobs.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Open_AfterItWasClosed_HasAllJobsAsTheyWere()
    {
        JobRecord[] before;
        using (var store = new JobStore(Database))
        {
            foreach (var state in Enum.GetValues<ListedJobState>())
            {
                var job = store.Add(JobKind.Download, $"http://h/{state}", static id => $"{id}.bin", state == ListedJobState.Done ? "ab" : null);
                Assert.True(store.TryMove(job.Id, [ListedJobState.Queued], state, "why"));
            }

            before = [.. store.All];
            Assert.Equal(Enum.GetValues<ListedJobState>(), before.Select(static job => job.State));
        }

        using var again = new JobStore(Database);
        Assert.Equal(before, again.All);
        Assert.Equal(before[2], again.Find(3));
        Assert.Null(again.Find(100));
    }

    [Fact]
    public void Open_OfACopyTakenWhileItIsOpen_HasEachChangeThatReturned()
    {
        using var store = new JobStore(Database);
        var copy = Path.Combine(_folder.FullName, "copy.db");
        for (var i = 1; i <= 20; i++)
        {
            store.Add(JobKind.Command, "[\"true\"]", static id => $"{id}.log", null);
            store.TryMove(i, [ListedJobState.Queued], ListedJobState.Paused);

            // What a process that is killed now leaves behind.
            foreach (var suffix in (string[])["", "-wal"]) Copy(Database + suffix, copy + suffix);
            using (var left = new JobStore(copy)) Assert.Equal(store.All, left.All);
            foreach (var suffix in (string[])["", "-wal"]) File.Delete(copy + suffix);
        }
    }

    [Fact]
    public void TryMove_FromAnotherState_ChangesNothing()
    {
        using var store = new JobStore(Database);
        var job = store.Add(JobKind.Download, "http://h/a", static _ => "a", null);

        Assert.False(store.TryMove(job.Id, [ListedJobState.Running, ListedJobState.Paused], ListedJobState.Done, "x"));
        Assert.False(store.TryMove(99, [ListedJobState.Queued], ListedJobState.Done));

        Assert.Equal(job, store.Find(job.Id));
    }

    [Fact]
    public void TryRemove_OfWhatHasNotEnded_KeepsIt()
    {
        using var store = new JobStore(Database);
        var job = store.Add(JobKind.Download, "http://h/a", static _ => "a", null);

        Assert.False(store.TryRemove(job.Id));
        store.TryMove(job.Id, [ListedJobState.Queued], ListedJobState.Cancelled);
        Assert.True(store.TryRemove(job.Id));

        Assert.Equal(2, store.Add(JobKind.Download, "http://h/a", static _ => "a", null).Id);
    }

    [Fact]
    public void Open_WhatIsOpen_SaysWhoHasIt()
    {
        using var first = new JobStore(Database);

        var error = Assert.Throws<InvalidOperationException>(() => new JobStore(Database));

        Assert.Contains("is open in another process", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OfANewerVersion_Refuses()
    {
        new JobStore(Database).Dispose();
        using (var connection = new SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 2";
            command.ExecuteNonQuery();
        }

        var error = Assert.Throws<InvalidOperationException>(() => new JobStore(Database));

        Assert.Contains("has version 2, and this host knows 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OfALink_Refuses()
    {
        var target = Path.Combine(_folder.FullName, "other.db");
        new JobStore(target).Dispose();
        File.CreateSymbolicLink(Database, target);

        var error = Assert.Throws<InvalidOperationException>(() => new JobStore(Database));

        Assert.Contains("is a link, and links are not followed. Jobs:Database names another one.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OfAnotherFile_Refuses()
    {
        File.WriteAllText(Database, new string('x', 5000));

        var error = Assert.Throws<InvalidOperationException>(() => new JobStore(Database));

        Assert.Contains("is no list of jobs", error.Message, StringComparison.Ordinal);
    }

    private static void Copy(string from, string to)
    {
        // It is locked against others, and this one only looks.
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var target = File.Create(to);
        source.CopyTo(target);
    }
}
