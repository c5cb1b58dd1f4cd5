using Actors.Application.Downloads;

namespace Actors.Application.Tests.Downloads;

/// <summary>What a process that was killed leaves behind, at each moment.</summary>
public sealed class PartFileTests : DownloadTests
{
    private string Part => At("file.bin.part");

    private string Meta => At("file.bin.part.meta");

    [Fact]
    public async Task Fetch_KilledBeforeTheName_OnlyGivesTheName()
    {
        await FetchHalf(Tag);
        using (var part = PartFile.TryOpen(At("file.bin"), Server.Url())!) await part.AppendAsync(File1.AsMemory(Half), default);

        await Fetch();

        AssertOnly(File1);
        Assert.Single(Server.Requests);
    }

    [Fact]
    public async Task Fetch_KilledWhileTheRecordWasWritten_StartsOver()
    {
        await FetchHalf(Tag);
        var record = await File.ReadAllBytesAsync(Meta);
        record[record.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(Meta, record);
        Server.Will(static request => Reply.Rest(File2, request, Tag));

        await Fetch();

        AssertOnly(File2);
    }

    [Fact]
    public async Task Fetch_KilledBeforeTheRecordWasWritten_StartsOver()
    {
        await File.WriteAllBytesAsync(Part, File1);
        await File.WriteAllTextAsync(Meta, "");
        Server.Will(static request => Reply.Rest(File2, request, Tag));

        await Fetch();

        AssertOnly(File2);
    }

    [Fact]
    public async Task Fetch_KilledBetweenEmptyingAndTheNewRecord_StartsOver()
    {
        await FetchHalf(Tag);
        await File.WriteAllBytesAsync(Part, []);
        Server.Will(static request => Reply.Rest(File2, request, OtherTag));

        await Fetch();

        AssertOnly(File2);
        Assert.Null(Server.Requests[1]["Range"]);
    }

    [Fact]
    public async Task Fetch_KilledWhileTheNewRecordWasShorter_ReadsItsFirstLine()
    {
        await FetchHalf(Tag);
        await File.AppendAllTextAsync(Meta, "rest of a longer one\n");
        Server.Will(static request => Reply.Rest(File1, request, Tag));

        Assert.Equal(1, (await Fetch()).Resumes);
    }

    [Fact]
    public async Task Fetch_AfterThePowerFailed_TrustsOnlyWhatWasBroughtToTheDisk()
    {
        await FetchHalf(Tag);
        var record = PartRecord.FromLine(await File.ReadAllBytesAsync(Meta))!;
        Assert.Equal(Half, record.Durable);
        await File.WriteAllBytesAsync(Meta, (record with { Boot = "another", Durable = 5000 }).ToLine());
        await File.WriteAllBytesAsync(Part, [.. File1[..5000], .. new byte[5000]]);
        Server.Will(static request => Reply.Rest(File1, request, Tag));

        Assert.Equal(1, (await Fetch()).Resumes);

        AssertOnly(File1);
        Assert.Equal($"bytes={5000 - DownloadAttempt.Overlap}-", Server.Requests[1]["Range"]);
    }

    [Fact]
    public async Task Fetch_WithALongerPartThanTheFile_StartsOver()
    {
        await FetchHalf(Tag);
        await File.WriteAllBytesAsync(Part, new byte[File1.Length + 1]);
        Server.Will(static request => Reply.Rest(File1, request, Tag));

        await Fetch();

        AssertOnly(File1);
    }

    [Theory]
    [InlineData("\"Durable\":10000", "\"Durable\":-1")]
    [InlineData("\"Length\":20000", "\"Length\":-5")]
    [InlineData("\\u0022one\\u0022", "one")]
    [InlineData("\"Url\":\"", "\"Url\":null,\"Uri\":\"")]
    public async Task Fetch_WithARecordThatCannotBe_StartsOver(string right, string wrong)
    {
        await FetchHalf(Tag);
        var text = (await File.ReadAllTextAsync(Meta)).Trim()[65..];
        Assert.Contains(right, text, StringComparison.Ordinal);
        var other = text.Replace(right, wrong, StringComparison.Ordinal).Replace("\"Boot\":\"", "\"Boot\":\"x", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Meta, $"{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(other)))} {other}\n");
        Server.Will(static request => Reply.Rest(File1, request, Tag));

        await Fetch();

        AssertOnly(File1);
        Assert.Null(Server.Requests[1]["Range"]);
    }

    [Fact]
    public void TryOpen_WhatIsOpen_GivesNothing()
    {
        using var first = PartFile.TryOpen(At("file.bin"), Server.Url());

        Assert.NotNull(first);
        Assert.Null(PartFile.TryOpen(At("file.bin"), Server.Url()));
    }

    [Fact]
    public async Task TryOpen_ByManyWhileOthersRemoveIt_IsHeldByOneAtATime()
    {
        var holders = 0;
        var taken = 0;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 2000; i++)
            {
                if (PartFile.TryOpen(At("file.bin"), Server.Url()) is not { } part) continue;
                Assert.Equal(1, Interlocked.Increment(ref holders));
                Interlocked.Increment(ref taken);
                Interlocked.Decrement(ref holders);
                part.Discard();
            }
        })));

        Assert.True(taken > 0);
        Assert.Empty(Directory.GetFiles(Folder));
    }
}
