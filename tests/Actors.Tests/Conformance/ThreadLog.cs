using System.Collections.Concurrent;

namespace Actors.Tests.Conformance;

/// <summary>Which pieces of code ran on which threads.</summary>
internal sealed class ThreadLog
{
    private readonly ConcurrentQueue<(string Piece, int Thread)> _pieces = new();

    public int Count => _pieces.Count;

    public void Add(string piece) => _pieces.Enqueue((piece, Environment.CurrentManagedThreadId));

    /// <summary>The pieces that ran elsewhere.</summary>
    public IEnumerable<string> NotOn(int thread) => _pieces.Where(piece => piece.Thread != thread).Select(static piece => piece.Piece);
}
