using System.Text;
using Actors.Application.Downloads;

namespace Actors.Application.Tests.Downloads;

public sealed class FileNamesTests
{
    [Theory]
    [InlineData("http://h/a/b.zip?x=/../y", "b.zip")]
    [InlineData("http://h", "index.html")]
    [InlineData("http://h/a/", "index.html")]
    [InlineData("http://h/a%20b.txt", "a b.txt")]
    [InlineData("http://h/%C3%A4.txt", "ä.txt")]
    [InlineData("http://h/..%2f..%2fetc%2fpasswd", "_._.._etc_passwd")]
    [InlineData("http://h/..%5c..%5cboot.ini", "_._.._boot.ini")]
    [InlineData("http://h/a/..", "index.html")]
    [InlineData("http://h/%2e%2e", "index.html")]
    [InlineData("http://h/%2e%2e%00", "_._")]
    [InlineData("http://h/.bashrc", "_bashrc")]
    [InlineData("http://h/a%00b%0Ac%1b[0m", "a_b_c_[0m")]
    [InlineData("http://h/c:%2a%3f.txt", "c___.txt")]
    [InlineData("http://h/a%e2%80%aetxt.exe", "a_txt.exe")]
    [InlineData("http://h/a%ff.bin", "a%FF.bin")]
    [InlineData("http://h/con", "_con")]
    [InlineData("http://h/NUL.txt", "_NUL.txt")]
    [InlineData("http://h/com1.x.y", "_com1.x.y")]
    [InlineData("http://h/a.", "a._")]
    [InlineData("http://h/a%20", "a _")]
    [InlineData("http://h/a.part", "a.part_")]
    [InlineData("http://h/a.PART.meta", "a.PART.meta_")]
    public void FromUrl_OfAnyAddress_IsANameInTheFolder(string url, string name)
    {
        Assert.Equal(name, FileNames.FromUrl(new Uri(url)), ignoreCase: url.Contains("%ff", StringComparison.Ordinal));
        AssertStays(FileNames.FromUrl(new Uri(url)));
        AssertStays(FileNames.Distinct(new Uri(url)));
    }

    [Fact]
    public void FromUrl_OfEachCharacter_IsANameInTheFolder()
    {
        for (var c = 1; c < 0x3000; c++)
        {
            if (!Rune.IsValid(c)) continue;
            var text = Uri.EscapeDataString(new Rune(c).ToString());
            AssertStays(FileNames.FromUrl(new Uri($"http://h/{text}")));
            AssertStays(FileNames.FromUrl(new Uri($"http://h/..{text}..")));
        }
    }

    [Theory]
    [InlineData("a", 1000, ".tar.gz", ".gz")]
    [InlineData("%F0%9F%98%80", 300, ".bin", ".bin")]
    [InlineData("a.", 300, "", "_")]
    [InlineData("a", 195, ".part.part.part.part.part.part", "_")]
    public void FromUrl_TooLong_IsCutAndKeepsItsEnd(string part, int count, string end, string expected)
    {
        var name = FileNames.FromUrl(new Uri($"http://h/{string.Concat(Enumerable.Repeat(part, count))}{end}"));

        AssertStays(name);
        Assert.EndsWith(expected, name, StringComparison.Ordinal);
    }

    [Fact]
    public void TryPlan_WithOneNameTwice_TellsThemApartWhateverTheOrder()
    {
        string[] urls = ["http://a/x.zip", "http://b/X.ZIP", "http://c/y.zip"];

        var plan = DownloadList.TryPlan(urls, "/to", out _)!;
        var reversed = DownloadList.TryPlan(urls.Reverse(), "/to", out _)!;

        Assert.Equal(urls, plan.Select(static request => request.Url.OriginalString));
        Assert.Equal("y.zip", plan[2].FileName);
        Assert.Matches("^x-[0-9a-f]{8}.zip$", plan[0].FileName);
        Assert.Equal(3, plan.Select(static request => request.FileName).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(plan.Select(static request => request.FileName), reversed.Reverse().Select(static request => request.FileName));
    }

    [Theory]
    [InlineData("'http://a/x' is given twice", "http://a/x", "http://a/x#sha256=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("'ftp://a/x' is no address", "ftp://a/x")]
    [InlineData("'x.zip' is no address", "x.zip")]
    [InlineData("'a' has a user name", "http://user:secret@a/x")]
    [InlineData("behind '#' there can only be sha256=", "http://a/x#part2")]
    [InlineData("behind '#' there can only be sha256=", "http://a/x#sha256=00")]
    public void TryPlan_WithWrongAddresses_SaysWhatIsWrong(string expected, params string[] urls)
    {
        Assert.Null(DownloadList.TryPlan(urls, "/to", out var error));
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_WithAHash_TakesItOff()
    {
        var hash = new string('a', 64);

        Assert.True(DownloadList.TryParse($"https://a/x?b#sha256={hash}", out var url, out var sha256, out _));
        Assert.Equal(("https://a/x?b", hash), (url.AbsoluteUri, sha256));
    }

    private static void AssertStays(string name)
    {
        Assert.Equal(Path.Combine("/some/where", name), Path.GetFullPath(Path.Combine("/some/where", name)));
        Assert.Equal(name, Path.GetFileName(name));
        Assert.NotEmpty(name);
        Assert.False(name[0] == '.' || name[^1] is '.' or ' ', name);
        Assert.DoesNotContain(name, static c => char.IsControl(c) || "/\\:*?\"<>|".Contains(c, StringComparison.Ordinal));
        Assert.False(name.EndsWith(".part", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".part.meta", StringComparison.OrdinalIgnoreCase), name);
        Assert.True(Encoding.UTF8.GetByteCount(name + PartFile.MetaSuffix) <= 255, name);
    }
}
