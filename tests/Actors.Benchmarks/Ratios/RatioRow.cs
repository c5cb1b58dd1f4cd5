using Actors.Benchmarks.Subjects;

namespace Actors.Benchmarks.Ratios;

/// <summary>A comparison with a peer, and what must come out of it.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Floor">The least ratio that is not short.</param>
/// <param name="Ours">The work done with this library.</param>
/// <param name="Peer">The same work done with the peer.</param>
internal sealed record RatioRow(string Name, double Floor, Subject Ours, Subject Peer);
