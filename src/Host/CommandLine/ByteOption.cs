using System.CommandLine;
using Actors.Application.Downloads;

namespace Actors.Application.CommandLine;

/// <summary>An option that is a number of bytes: <c>500</c>, <c>64k</c>, <c>1.5G</c>.</summary>
internal static class ByteOption
{
    public static Option<string> Create(string name, string description, string normal)
    {
        var option = new Option<string>(name) { Description = description, HelpName = "BYTES", DefaultValueFactory = _ => normal };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !ByteText.TryParse(token.Value, out _))
            {
                result.AddError($"{name} is '{token.Value}': it must be a number of bytes, such as 500, 64k, 1.5M, 4G or 2T.");
            }
        });
        return option;
    }

    /// <summary>The number of an option that was validated.</summary>
    public static long Of(string text) => ByteText.TryParse(text, out var bytes) ? bytes : throw new FormatException($"'{text}' is no number of bytes.");
}
