using System.Numerics;

namespace Actors.TestKit;

/// <summary>xoshiro256** over a splitmix64 of the seed: the same numbers on every machine and in every version of .NET, which
/// <see cref="Random"/> does not promise.</summary>
internal sealed class SeededRandom
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    public SeededRandom(long seed)
    {
        var state = (ulong)seed;
        (_a, _b, _c, _d) = (Split(ref state), Split(ref state), Split(ref state), Split(ref state));
    }

    public ulong NextNumber()
    {
        var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        var shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <returns>From 0 up to <paramref name="count"/>.</returns>
    public int Next(int count) => (int)Math.BigMul(NextNumber(), (ulong)count, out _);

    /// <returns>From 0 up to 1.</returns>
    public double NextDouble() => (NextNumber() >> 11) * (1.0 / (1UL << 53));

    /// <summary>True once in so many times; never for zero.</summary>
    public bool OnceIn(int times) => times > 0 && Next(times) == 0;

    /// <summary>Small and large numbers alike: what a run is long is not known before.</summary>
    /// <returns>From 0 up to 1024; each power of two from 16 on is as likely a limit.</returns>
    public int NextStep() => Next(16 << Next(7));

    private static ulong Split(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
