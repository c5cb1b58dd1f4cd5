using System.Text;
using Actors.Application.Hub;

namespace Actors.Application.Tests.Hub;

public sealed class HubCommandTests
{
    [Theory]
    [InlineData("SUB a", "Sub", "a", "")]
    [InlineData("UNSUB a.b_c-9", "Unsub", "a.b_c-9", "")]
    [InlineData("PUB a text", "Pub", "a", "text")]
    [InlineData("PUB a  two  blanks ", "Pub", "a", " two  blanks ")]
    [InlineData("PUB a ", "Pub", "a", "")]
    [InlineData("PUB a grüße ☃", "Pub", "a", "grüße ☃")]
    [InlineData("PING", "Ping", "", "")]
    [InlineData("WHO", "Who", "", "")]
    [InlineData("QUIT", "Quit", "", "")]
    [InlineData("pub a text", "Pub", "a", "text")]
    public void Parse_Command_IsUnderstood(string line, string verb, string name, string text)
    {
        var command = HubCommand.Parse(Encoding.UTF8.GetBytes(line));

        Assert.Null(command.Error);
        Assert.Equal(verb, command.Verb.ToString());
        Assert.Equal(name, Encoding.UTF8.GetString(command.Name));
        Assert.Equal(text, Encoding.UTF8.GetString(command.Text));
    }

    [Fact]
    public void Parse_WhoAfterAClient_TakesItsNumber() => Assert.Equal(17, HubCommand.Parse("WHO client-17"u8).After);

    [Theory]
    [InlineData("", "the line is empty")]
    [InlineData("HELP", "no such command")]
    [InlineData("PUBLISH a b", "no such command")]
    [InlineData(" PING", "no such command")]
    [InlineData("SUB", "write SUB name")]
    [InlineData("SUB ", "write SUB name")]
    [InlineData("UNSUB", "write UNSUB name")]
    [InlineData("SUB a b", "a name is 1 to 128")]
    [InlineData("SUB ä", "a name is 1 to 128")]
    [InlineData("PUB", "write PUB name text")]
    [InlineData("PUB a", "write PUB name text")]
    [InlineData("PUB a/b", "a name is 1 to 128")]
    [InlineData("PUB a/b text", "a name is 1 to 128")]
    [InlineData("PUB  text", "a name is 1 to 128")]
    [InlineData("PING now", "PING stands alone")]
    [InlineData("WHO me", "write WHO, or WHO client-1 for those after that client")]
    [InlineData("WHO client-", "write WHO, or WHO client-1 for those after that client")]
    [InlineData("WHO client-1x", "write WHO, or WHO client-1 for those after that client")]
    [InlineData("WHO client-99999999999", "write WHO, or WHO client-1 for those after that client")]
    [InlineData("QUIT now", "QUIT stands alone")]
    public void Parse_AnythingElse_SaysWhatIsWrong(string line, string error)
    {
        var command = HubCommand.Parse(Encoding.UTF8.GetBytes(line));

        Assert.Equal(HubVerb.None, command.Verb);
        Assert.StartsWith(error, command.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void Parse_LongName_HasALimit(int length, bool isRight)
    {
        var command = HubCommand.Parse(Encoding.UTF8.GetBytes("SUB " + new string('n', length)));

        Assert.Equal(isRight, command.Error is null);
    }

    [Fact]
    public void Parse_BrokenUtf8_SaysSo()
    {
        var command = HubCommand.Parse([.. "PUB a "u8, 0xC3, 0x28]);

        Assert.Equal("the line is not UTF-8", command.Error);
    }
}
