namespace Actors.Tests.Conformance;

/// <summary>Entered by every piece of one worker's code: counts the pieces, and those that met another one inside.</summary>
internal sealed class OverlapDetector
{
    private int _holder;
    private int _overlaps;
    private int _entered;

    /// <summary>Counted without any protection: two pieces at once lose some.</summary>
    private int _pieces;

    public int Overlaps => Volatile.Read(ref _overlaps);

    public int Pieces => _pieces;

    /// <summary>One piece of code that takes a moment.</summary>
    /// <returns>Its number, which is right also where pieces overlap: by it a test ends, and does not hang.</returns>
    public int Piece()
    {
        var number = Interlocked.Increment(ref _entered);
        if (Interlocked.Exchange(ref _holder, 1) != 0) Interlocked.Increment(ref _overlaps);
        var pieces = _pieces;
        Thread.SpinWait(50);
        _pieces = pieces + 1;
        Volatile.Write(ref _holder, 0);
        return number;
    }
}
