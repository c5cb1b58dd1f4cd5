namespace Actors.Application.Chat;

/// <summary>Lines of the hub that the screen has not taken yet. Any thread.</summary>
/// <remarks>A hub can send more than a terminal shows. The oldest lines are dropped then, and counted: the queue never grows beyond its limits,
/// and the newest lines are there at once.</remarks>
internal sealed class ChatInbox
{
    public const int MaxLines = 2000;
    public const int MaxCharacters = 1024 * 1024;
    private readonly Lock _gate = new();
    private readonly Queue<string> _lines = [];
    private long _characters;
    private long _dropped;

    /// <summary>Adds a line. The newest one always has room.</summary>
    /// <returns>Whether it is the first one since the last <see cref="Take"/>: the screen is told then.</returns>
    public bool Add(string line)
    {
        lock (_gate)
        {
            var isFirst = _lines.Count == 0;
            _lines.Enqueue(line);
            _characters += line.Length;
            while (_lines.Count > MaxLines || (_characters > MaxCharacters && _lines.Count > 1))
            {
                _characters -= _lines.Dequeue().Length;
                _dropped++;
            }

            return isFirst;
        }
    }

    /// <summary>Takes all lines, the oldest first.</summary>
    /// <param name="dropped">How many were dropped before them, since the last call.</param>
    public IReadOnlyList<string> Take(out long dropped)
    {
        lock (_gate)
        {
            string[] lines = [.. _lines];
            dropped = _dropped;
            _lines.Clear();
            _characters = _dropped = 0;
            return lines;
        }
    }
}
