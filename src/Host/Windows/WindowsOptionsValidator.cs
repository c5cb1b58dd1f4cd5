using Microsoft.Extensions.Options;

namespace Actors.Application.Windows;

/// <summary>Says at the start, all at once, what is wrong with the windows' settings.</summary>
internal sealed class WindowsOptionsValidator : IValidateOptions<WindowsOptions>
{
    public ValidateOptionsResult Validate(string? name, WindowsOptions options)
    {
        var errors = new List<string>();
        foreach (var (title, size) in options.Open)
        {
            Check(!string.IsNullOrWhiteSpace(title), "Windows:Open has a window without a title.");
            Check(ResizeEvent.TryParse(size, out _), $"Windows:Open:{title} is '{size}': it must be a size such as 800x600.");
        }

        Check(options.MaxOpen >= 1, $"Windows:MaxOpen is {options.MaxOpen}: it must be at least 1.");
        Check(options.MaxWidth >= 1, $"Windows:MaxWidth is {options.MaxWidth}: it must be at least 1.");
        Check(options.MaxHeight >= 1, $"Windows:MaxHeight is {options.MaxHeight}: it must be at least 1.");
        Check(options.MaxQueued >= 1, $"Windows:MaxQueued is {options.MaxQueued}: it must be at least 1.");
        Check(
            options.MaxOpen < 1 || options.Open.Count <= options.MaxOpen,
            $"Windows:Open has {options.Open.Count} windows, and Windows:MaxOpen allows {options.MaxOpen}.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void Check(bool isRight, string error)
        {
            if (!isRight) errors.Add(error);
        }
    }
}
