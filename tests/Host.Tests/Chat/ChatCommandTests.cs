using Actors.Application.Tests.CommandLine;

namespace Actors.Application.Tests.Chat;

public sealed class ChatCommandTests
{
    [Theory]
    [InlineData("The chat needs a terminal", "chat", "127.0.0.1:7007")]
    [InlineData("'nowhere' is no place", "chat", "nowhere")]
    [InlineData("'a b' is no name", "chat", "127.0.0.1:7007", "--nick", "a b")]
    [InlineData("Required argument 'HOST:PORT' missing", "chat")]
    public async Task Chat_ThatCannotBe_SaysWhyWithExitCodeOne(string error, params string[] arguments)
    {
        using var host = new HostProcess(arguments);

        Assert.Equal(1, (await host.ExitAsync()).ExitCode);
        Assert.Contains(error, await host.Errors, StringComparison.Ordinal);
    }
}
