using System.Text;

namespace Actors.Application.Tests.Hub;

public sealed class ProtocolTests : HubTests
{
    [Fact]
    public async Task Pub_ToSubscribers_ReachesEachOfThemAndThePublisher()
    {
        var first = await Subscribe("news");
        var second = await Subscribe("news");
        var other = await Subscribe("weather");

        Assert.Equal("OK", await first.Ask("PUB weather rain"));
        await first.Send("PUB news grüße,  with blanks\n");

        Assert.Equal(["MSG news grüße,  with blanks", "OK"], (await first.Read(2)).Order(StringComparer.Ordinal));
        Assert.Equal("MSG news grüße,  with blanks", await second.Read());
        Assert.Equal("MSG weather rain", await other.Read());
        Assert.Equal("PONG", await other.Ask("PING"));
    }

    [Fact]
    public async Task Pub_WithoutSubscribers_IsAccepted()
    {
        var client = await Connect();

        Assert.Equal("OK", await client.Ask("PUB nobody hears"));
    }

    [Fact]
    public async Task Pub_EmptyText_IsDelivered()
    {
        var subscriber = await Subscribe("a");
        var publisher = await Connect();

        await publisher.Ask("PUB a ");

        Assert.Equal("MSG a ", await subscriber.Read());
    }

    [Fact]
    public async Task Sub_Twice_DeliversOnce()
    {
        var client = await Subscribe("a");
        Assert.Equal("OK", await client.Ask("SUB a"));
        var publisher = await Connect();

        await publisher.Ask("PUB a one");

        Assert.Equal("MSG a one", await client.Read());
        Assert.Equal("PONG", await client.Ask("PING"));
    }

    [Fact]
    public async Task Sub_AndPubInOneWrite_DeliversWhatWasPublishedBehindIt()
    {
        var client = await Connect();
        for (var i = 0; i < 50; i++)
        {
            await client.Send($"SUB a\nPUB a {i}\nUNSUB a\nPUB a lost\nSUB a\nPUB a {i}\nUNSUB a\n");

            // Each pair was published inside a subscription of its own. Where it comes among the answers is open.
            var lines = await client.Read(9);
            Assert.Equal([$"MSG a {i}", $"MSG a {i}"], lines.Where(static line => line.StartsWith("MSG", StringComparison.Ordinal)));
            Assert.Equal(7, lines.Count(static line => line == "OK"));
        }
    }

    [Fact]
    public async Task Unsub_AfterLines_DeliversThoseBeforeAndNoneAfter()
    {
        var client = await Subscribe("a");
        var publisher = await Connect();
        await publisher.Ask("PUB a before");

        await client.Send("UNSUB a\n");
        Assert.Equal(["MSG a before", "OK"], await client.Read(2));
        await publisher.Ask("PUB a after");

        Assert.Equal("PONG", await client.Ask("PING"));
        Assert.Equal("ERR not subscribed to a", await client.Ask("UNSUB a"));
    }

    [Fact]
    public async Task Who_TwoClients_ListsThemWithTheirChannels()
    {
        var first = await Subscribe("b");
        var second = await Connect();

        await second.Send("SUB b\nSUB a\nWHO\n");

        Assert.Equal(["OK", "OK", $"WHO 2 client-1@{first.Address}=b client-2@{second.Address}=a,b"], await second.Read(3));
    }

    [Fact]
    public async Task Quit_WithLinesBehindIt_AnswersAndCloses()
    {
        var client = await Subscribe("a");

        await client.Send("PUB a last\nQUIT\nPING\n");

        Assert.Equal(["MSG a last", "OK", "OK"], await client.ReadToEnd());
    }

    [Fact]
    public async Task EndOfInput_AfterCommands_AnswersThemAndCloses()
    {
        var client = await Connect();

        await client.Send("PING\nPUB a cut sho");
        client.EndInput();

        Assert.Equal(["PONG", "ERR the last line has no end: it was not run"], await client.ReadToEnd());
    }

    [Fact]
    public async Task Client_ThatIsGone_LeavesTheList()
    {
        var gone = await Subscribe("a");
        Assert.Equal("OK", await gone.Ask("QUIT"));
        Assert.Null(await gone.Read());
        var client = await Connect();

        var who = await client.Ask("WHO");

        Assert.StartsWith("WHO 1 client-2@", who, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_InPiecesAndWithCarriageReturns_AreUnderstood()
    {
        var client = await Connect();

        await client.Send("PI");
        await client.Send("NG\r");
        await client.Send("\nPING\r\nPUB a x\r\n");

        Assert.Equal(["PONG", "PONG", "OK"], await client.Read(3));
    }

    [Fact]
    public async Task Errors_OfEveryKind_LeaveTheConnectionAlive()
    {
        var client = await Connect();

        await client.Send([.. "FOO\n\nSUB a/b\nPUB a\n"u8, 0xFF, 0xFE, .. "\nPING\n"u8]);

        var answers = await client.Read(6);
        Assert.All(answers[..5], static answer => Assert.StartsWith("ERR ", answer, StringComparison.Ordinal));
        Assert.Equal("ERR the line is not UTF-8", answers[4]);
        Assert.Equal("PONG", answers[5]);
    }

    [Theory]
    [InlineData(64 * 1024, "\n", true)]
    [InlineData(64 * 1024, "\r\n", true)]
    [InlineData((64 * 1024) + 1, "\n", false)]
    [InlineData(1_000_000, "\n", false)]
    public async Task Line_OfAnyLength_IsRunOrRefusedAsAWhole(int length, string end, bool isRun)
    {
        var subscriber = await Subscribe("a");
        var publisher = await Connect();
        var line = "PUB a " + new string('x', length - 6);

        await publisher.Send(line + end + "PUB a next\n");

        var expected = isRun ? "OK" : "ERR the line is too long: the limit is 65536 bytes";
        Assert.Equal([expected, "OK"], await publisher.Read(2));
        if (isRun) Assert.Equal("MSG" + line[3..], await subscriber.Read());
        Assert.Equal("MSG a next", await subscriber.Read());
    }

    [Fact]
    public async Task Pub_ManyLinesOfTwoPublishers_ReachEachSubscriberInEachPublishersOrder()
    {
        const int count = 20_000;
        var subscribers = new[] { await Subscribe("a"), await Subscribe("a") };
        await subscribers[1].Ask("SUB b");
        var publishers = new[] { await Connect(), await Connect() };

        var sending = publishers.Select((publisher, i) => publisher.Send(Lines(i))).ToArray();
        var answers = await Task.WhenAll(publishers.Select(static publisher => publisher.Read(2 * count)));
        await Task.WhenAll(sending);

        Assert.All(answers, static all => Assert.All(all, static answer => Assert.Equal("OK", answer)));
        Check(await subscribers[0].Read(2 * count), "a");
        Check(await subscribers[1].Read(4 * count), "a", "b");

        static string Lines(int publisher)
        {
            var text = new StringBuilder();
            for (var i = 0; i < count; i++) text.Append($"PUB a {publisher} {i}\nPUB b {publisher} {i}\n");
            return text.ToString();
        }

        static void Check(string[] lines, params string[] names)
        {
            foreach (var publisher in new[] { 0, 1 })
            {
                var expected = Enumerable.Range(0, count).SelectMany(i => names.Select(name => $"MSG {name} {publisher} {i}"));
                Assert.Equal(expected, lines.Where(line => line.Split(' ')[2] == (publisher == 0 ? "0" : "1")));
            }
        }
    }
}
