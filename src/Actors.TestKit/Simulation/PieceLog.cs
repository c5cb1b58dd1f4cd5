using System.Globalization;
using Actors.Engines;
using Actors.Events;
using Actors.Flow;
using Actors.Timers;

namespace Actors.TestKit;

/// <summary>What a run did: a hash of it always, and the words for people when they are wanted.</summary>
/// <remarks>Exploring thousands of seeds writes nothing; the one that fails is run again, with words.</remarks>
internal sealed class PieceLog(SimulatedTime time, bool writes)
{
    private readonly List<string> _lines = [];
    private TimeSpan _written = TimeSpan.MinValue;

    /// <summary>FNV-1a over every choice and every item; of names the characters, since their hash codes differ in each process.</summary>
    public ulong Hash { get; private set; } = 0xCBF29CE484222325;

    public int Pieces { get; private set; }

    public int Events { get; private set; }

    public IReadOnlyList<string> Lines => _lines;

    public void OnPiece(Runnable piece)
    {
        Pieces++;
        Mix((ulong)piece.Number);
    }

    public void OnClock()
    {
        Mix((ulong)time.Elapsed.Ticks);
    }

    public void OnTaken(SimulatedMailbox mailbox, MailboxItem item, int depth)
    {
        Mix((ulong)item.Kind);
        var e = item as Event ?? (item as Delivery)?.Event;
        if (e is not null)
        {
            Events++;
            foreach (var character in e.Name) Mix(character);
        }

        if (writes) Write(depth, $"{mailbox.Path}  {Describe(item, e)}");
    }

    public void Note(int depth, string text)
    {
        foreach (var character in text) Mix(character);
        if (writes) Write(depth, text);
    }

    public void Note(int depth, SimulatedMailbox mailbox, string text)
    {
        foreach (var character in text) Mix(character);
        if (writes) Write(depth, $"{mailbox.Path}  {text}");
    }

    /// <summary>Numbers of tasks count on in the process: they differ from run to run.</summary>
    public static string WithoutNumber(string description)
    {
        var number = description.IndexOf(" #", StringComparison.Ordinal);
        return number < 0 ? description : description[..number] + ")";
    }

    private void Mix(ulong value) => Hash = (Hash ^ value) * 0x100000001B3;

    private void Write(int depth, string text)
    {
        var at = "";
        if (_written != time.Elapsed)
        {
            _written = time.Elapsed;
            at = time.Elapsed.ToString("c", CultureInfo.InvariantCulture);
        }

        var indent = new string(' ', 2 * Math.Max(0, depth - 1));
        _lines.Add(FormattableString.Invariant($"{Pieces,6}  {at,-16}  {indent}{text}"));
    }

    private static string Describe(MailboxItem item, Event? e) => item switch
    {
        _ when e is not null => e.Target is { } target ? $"hears {e} from {target.Path}" : $"hears {e}",
        WaitDeadline deadline => $"is due: {WithoutNumber(deadline.Wait.Description)}",
        WaitSignal signal => $"has what it waits for: {WithoutNumber(signal.Wait?.Description ?? "nothing any more")}",
        LaterCallback => "runs a callback that is due",
        Deadline => "is due to restart",
        _ => item.Kind switch
        {
            ItemKind.Callback => "runs a callback",
            ItemKind.Batch => "looks into its bounded mailbox",
            _ => "goes on behind an await",
        },
    };
}
