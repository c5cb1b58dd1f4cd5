using Microsoft.Extensions.DependencyInjection;
#if !AKKA
using Microsoft.Extensions.Options;
#endif

namespace Actors.Application;

/// <summary>The engines that <c>Workers:Engine</c> can name: it depends on the build whether the one on Akka.NET is among them.</summary>
internal static class HostEngines
{
#if AKKA
    public static IServiceCollection AddEngines(this IServiceCollection services) => services.AddAkkaNetEngine("host");
#else
    public static IServiceCollection AddEngines(this IServiceCollection services) =>
        services.AddSingleton<IValidateOptions<WorkersOptions>, NotInThisBuild>();

    private sealed class NotInThisBuild : IValidateOptions<WorkersOptions>
    {
        public ValidateOptionsResult Validate(string? name, WorkersOptions options) =>
            string.Equals(options.Engine, "AkkaNet", StringComparison.OrdinalIgnoreCase)
                ? ValidateOptionsResult.Fail(
                    "Workers:Engine is AkkaNet, and this host was built without it. Build it with '-p:Akka=true', where Akka's packages restore.")
                : ValidateOptionsResult.Skip;
    }
#endif
}
