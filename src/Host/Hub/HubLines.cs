namespace Actors.Application.Hub;

/// <summary>Some lines that were published one after the other, as subscribers get them.</summary>
/// <param name="name">The channel's name.</param>
/// <param name="bytes">Whole lines, <c>MSG name text</c> each. Shared by all subscribers: nobody changes it.</param>
internal sealed class HubLines(string name, ReadOnlyMemory<byte> bytes)
{
    /// <summary>How many counted queues hold it.</summary>
    private int _holders;

    public string Name => name;

    public ReadOnlyMemory<byte> Bytes => bytes;

    /// <summary>A counted queue holds it. Any thread.</summary>
    /// <returns>Whether it is the only one: then the memory counts.</returns>
    public bool Hold() => Interlocked.Increment(ref _holders) == 1;

    /// <summary>The opposite of <see cref="Hold"/>. Any thread.</summary>
    /// <returns>Whether no counted queue holds it any more.</returns>
    public bool Release() => Interlocked.Decrement(ref _holders) == 0;
}
