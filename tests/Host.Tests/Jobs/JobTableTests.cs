using Actors.Application.Jobs;

namespace Actors.Application.Tests.Jobs;

public sealed class JobTableTests
{
    private readonly JobTable _table = new();

    [Fact]
    public void Set_AJobThatChanges_MovesItInEachIndex()
    {
        _table.Set(Job(1, "t", "a"));
        _table.Set(Job(2, "t", "a"));
        Assert.Equal(1, _table.FindOpen("t")!.Id);
        Assert.Equal(1, _table.NextQueued(static _ => false)!.Id);
        Assert.Equal(2, _table.NextQueued(static id => id == 1)!.Id);

        _table.Set(Job(1, "t", "a") with { State = ListedJobState.Done });
        Assert.Equal(2, _table.FindOpen("t")!.Id);
        Assert.Equal(2, _table.NextQueued(static _ => false)!.Id);

        _table.Set(Job(2, "t", "a") with { State = ListedJobState.Paused });
        Assert.Equal(2, _table.FindOpen("t")!.Id);
        Assert.Null(_table.NextQueued(static _ => false));

        _table.Remove(2);
        _table.Remove(2);
        Assert.Null(_table.FindOpen("t"));
        Assert.Equal([1L], _table.All.Select(static job => job.Id));
    }

    [Fact]
    public void IsNameOfAnother_InAnyCase_IsTrueForOtherTargetsAlone()
    {
        _table.Set(Job(1, "t", "Ä.bin"));
        _table.Set(Job(2, "t", "Ä.bin"));
        Assert.False(_table.IsNameOfAnother("ä.BIN", "t"));
        Assert.True(_table.IsNameOfAnother("ä.BIN", "u"));

        _table.Set(Job(3, "u", "ä.bin"));
        Assert.True(_table.IsNameOfAnother("Ä.bin", "t"));
        _table.Remove(3);
        _table.Remove(1);
        Assert.False(_table.IsNameOfAnother("Ä.bin", "t"));
        Assert.True(_table.IsNameOfAnother("Ä.bin", "u"));
        _table.Remove(2);
        Assert.False(_table.IsNameOfAnother("Ä.bin", "u"));
    }

    private static JobRecord Job(long id, string target, string name) => new(id, JobKind.Download, target, name, null, ListedJobState.Queued, null);
}
