using Actors.Application.Hub;

namespace Actors.Application.Tests.Hub;

public sealed class HubSettingsTests
{
    [Fact]
    public void Validate_WrongTlsSettings_NamesThemAll()
    {
        var validator = new HubOptionsValidator();

        var withoutCertificate = validator.Validate(null, new HubOptions { Tls = new() { Port = 70_000 } });
        var withoutPort = validator.Validate(null, new HubOptions { Tls = new() { Certificate = "hub.pem" } });

        Assert.Collection(
            withoutCertificate.Failures!,
            static failure => Assert.StartsWith("Hub:Tls:Port is 70000", failure, StringComparison.Ordinal),
            static failure => Assert.StartsWith("Hub:Tls:Certificate is missing", failure, StringComparison.Ordinal));
        Assert.StartsWith("Hub:Tls:Port is missing", Assert.Single(withoutPort.Failures!), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_FileThatIsMissing_NamesTheSetting()
    {
        var error = Assert.Throws<HostStartException>(() => HubCertificate.Load(new() { Certificate = "/no/such.pem" }));

        Assert.Contains("Hub:Tls:Certificate", error.Message, StringComparison.Ordinal);
        Assert.Contains("/no/such.pem", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_WrongSource_NamesAllThatIsWrong()
    {
        var options = new HubOptions { Sources = [new() { Channel = "a b", MaxRestarts = 0, Window = TimeSpan.Zero, Backoff = TimeSpan.FromHours(1) }] };

        Assert.Collection(
            new HubOptionsValidator().Validate(null, options).Failures!,
            static failure => Assert.StartsWith("Hub:Sources:0:Channel is 'a b'", failure, StringComparison.Ordinal),
            static failure => Assert.StartsWith("Hub:Sources:0:Command is missing", failure, StringComparison.Ordinal),
            static failure => Assert.StartsWith("Hub:Sources:0:MaxRestarts is 0", failure, StringComparison.Ordinal),
            static failure => Assert.StartsWith("Hub:Sources:0:Window is 00:00:00", failure, StringComparison.Ordinal),
            static failure => Assert.StartsWith("Hub:Sources:0:Backoff is 01:00:00", failure, StringComparison.Ordinal));
    }
}
