using System.Buffers;

namespace Actors.Application.Hub;

/// <summary>Lines that came together with others and wait for their turn, at most as many as one read brings. Belongs to one flow.</summary>
internal sealed class HeldLines
{
    private const byte Whole = 1;
    private const byte TooLong = 2;

    private readonly ArrayBufferWriter<byte> _lines = new();
    private int _taken;

    public bool IsEmpty => _taken == _lines.WrittenCount;

    /// <summary>Holds a line.</summary>
    /// <param name="line">Without its end.</param>
    public void Add(ReadOnlySpan<byte> line) => Add(Whole, line);

    /// <summary>Holds the place of a line that was too long, and left out.</summary>
    public void AddTooLong() => Add(TooLong, default);

    /// <summary>Takes the oldest line; valid until the next call.</summary>
    /// <param name="line">Without its end.</param>
    /// <param name="isTooLong">Whether it stands for a line that was too long.</param>
    public bool TryTake(out ReadOnlySpan<byte> line, out bool isTooLong)
    {
        var rest = _lines.WrittenSpan[_taken..];
        line = default;
        isTooLong = false;
        if (rest.IsEmpty)
        {
            Clear();
            return false;
        }

        var end = rest.IndexOf((byte)'\n');
        isTooLong = rest[0] == TooLong;
        line = rest[1..end];
        _taken += end + 1;
        return true;
    }

    public void Clear()
    {
        _lines.ResetWrittenCount();
        _taken = 0;
    }

    private void Add(byte kind, ReadOnlySpan<byte> line)
    {
        var place = _lines.GetSpan(line.Length + 2);
        place[0] = kind;
        line.CopyTo(place[1..]);
        place[line.Length + 1] = (byte)'\n';
        _lines.Advance(line.Length + 2);
    }
}
