namespace Actors.Benchmarks.Ratios;

/// <summary><c>ratios [ROW…]</c>: one line a row, <c>row ratio floor ok|short</c>.</summary>
internal static class RatioCommand
{
    private const int AllMet = 0;
    private const int OneIsShort = 1;
    private const int BadUsage = 2;

    /// <summary>Runs the rows named, or all.</summary>
    /// <param name="names">Names of rows; each runs once, in the order given.</param>
    /// <param name="output">Gets the results and nothing else.</param>
    /// <param name="progress">Gets all that is for people.</param>
    /// <returns>The exit code: 1 when a row is short, 2 when there is no such row.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> names, TextWriter output, TextWriter progress)
    {
        var known = RatioRows.All.ToDictionary(static row => row.Name, StringComparer.Ordinal);
        if (names.FirstOrDefault(name => !known.ContainsKey(name)) is { } unknown)
        {
            await progress.WriteLineAsync($"There is no row '{unknown}'. The rows are: {string.Join(' ', known.Keys)}");
            return BadUsage;
        }

        var runner = new RatioRunner(progress);
        var exitCode = AllMet;
        foreach (var row in names.Count == 0 ? RatioRows.All : names.Distinct().Select(name => known[name]))
        {
            var result = await runner.MeasureAsync(row);
            await output.WriteLineAsync(result.ToString());
            if (result.IsShort) exitCode = OneIsShort;
        }

        return exitCode;
    }
}
