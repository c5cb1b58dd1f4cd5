using System.Diagnostics;

namespace Actors.Benchmarks.Ratios;

/// <summary><c>ratios [ROW…]</c>: one line a row, <c>row ratio floor ok|short</c>.</summary>
internal static class RatioCommand
{
    private const int AllMet = 0;
    private const int OneIsShort = 1;
    private const int BadUsage = 2;

    /// <summary>Runs the rows named, or all.</summary>
    /// <param name="names">Names of rows; each runs once, in the order given.</param>
    /// <param name="output">Gets the result of one row and nothing else; several rows have processes of their own, with this one's output.</param>
    /// <param name="progress">Gets all that is for people.</param>
    /// <returns>The exit code: 1 when a row is short, 2 when there is no such row; another one when a row could not be measured.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> names, TextWriter output, TextWriter progress)
    {
        var known = RatioRows.All.ToDictionary(static row => row.Name, StringComparer.Ordinal);
        if (names.FirstOrDefault(name => !known.ContainsKey(name)) is { } unknown)
        {
            await progress.WriteLineAsync($"There is no row '{unknown}'. The rows are: {string.Join(' ', known.Keys)}.");
            return BadUsage;
        }

        if (names.Count != 1) return await RunApartAsync(names.Count == 0 ? known.Keys : names.Distinct());
        var result = await new RatioRunner(progress).MeasureAsync(known[names[0]]);
        await output.WriteLineAsync(result.ToString());
        return result.IsShort ? OneIsShort : AllMet;
    }

    /// <summary>Runs each row in a process of its own, with this one's output. The JIT compiles what both engines share by what ran first: a row
    /// is to come out the same whatever stands before it.</summary>
    private static async Task<int> RunApartAsync(IEnumerable<string> names)
    {
        var exitCode = AllMet;
        foreach (var name in names)
        {
            using var row = Process.Start(Itself(name))!;
            await row.WaitForExitAsync();
            if (row.ExitCode is not (AllMet or OneIsShort)) return row.ExitCode;
            exitCode = Math.Max(exitCode, row.ExitCode);
        }

        return exitCode;
    }

    private static ProcessStartInfo Itself(string row)
    {
        var itself = new ProcessStartInfo(Environment.ProcessPath!);
        if (Path.GetFileNameWithoutExtension(itself.FileName) == "dotnet") itself.ArgumentList.Add(typeof(RatioCommand).Assembly.Location);
        itself.ArgumentList.Add("ratios");
        itself.ArgumentList.Add(row);
        return itself;
    }
}
