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
        options.Bind(section);
        options.Services.AddSingleton<IValidateOptions<TOptions>>(new NoOthers<TOptions>(section));
        return options.ValidateOnStart();
    }

    private sealed class NoOthers<TOptions>(IConfigurationSection section) : IValidateOptions<TOptions>
        where TOptions : class
    {
        public ValidateOptionsResult Validate(string? name, TOptions options)
        {
            var known = typeof(TOptions).GetProperties().Select(static property => property.Name).ToArray();
            var others = section.GetChildren().Select(static child => child.Key).Except(known, StringComparer.OrdinalIgnoreCase).ToArray();
            return others.Length == 0
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(others.Select(other => $"{section.Path}:{other} is no setting: there are {string.Join(", ", known)}."));
        }
    }
}
