namespace Actors.Diagnostics;

/// <summary>The text of exceptions, whose <see cref="Exception.Message"/> and <see cref="Exception.ToString"/> may throw themselves.</summary>
internal static class ErrorText
{
    /// <summary>The exception's message.</summary>
    public static string MessageOf(Exception error) => Read(error, static error => error.Message);

    /// <summary>The exception with its stack.</summary>
    public static string Of(Exception error) => Read(error, static error => error.ToString());

    private static string Read(Exception error, Func<Exception, string> text)
    {
        try
        {
            return text(error);
        }
        catch (Exception thrown)
        {
            return $"{error.GetType()} (its text throws {thrown.GetType()})";
        }
    }
}
