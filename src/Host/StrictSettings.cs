using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Actors.Application;

/// <summary>Settings where a misspelt name is an error: it would do nothing, and nobody would notice.</summary>
internal static class StrictSettings
{
    /// <summary>Takes the options from a section, and checks at the start that the section has no other names.</summary>
    public static OptionsBuilder<TOptions> BindStrictly<TOptions>(this OptionsBuilder<TOptions> options, IConfigurationSection section)
        where TOptions : class
    {
        options.Configure(settings =>
        {
            // The binder, too, would refuse them, and speak of System.Int32.
            var failures = SettingsShape.Unreadable(typeof(TOptions), section).ToArray();
            if (failures.Length > 0) throw new OptionsValidationException(options.Name, typeof(TOptions), failures);
            section.Bind(settings);
        });
        options.Services.AddSingleton<IValidateOptions<TOptions>>(new NoOthers<TOptions>(section));
        return options.ValidateOnStart();
    }

    private sealed class NoOthers<TOptions>(IConfigurationSection section) : IValidateOptions<TOptions>
        where TOptions : class
    {
        public ValidateOptionsResult Validate(string? name, TOptions options)
        {
            var failures = SettingsShape.Unknown(typeof(TOptions), section).ToArray();
            return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
        }
    }
}
