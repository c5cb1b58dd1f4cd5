using System.Buffers;
using System.Text;

namespace Actors.Application.Hub;

/// <summary>Collects consecutive lines of one name, so that a thousand lines cost one event. Belongs to one flow.</summary>
internal sealed class LineBatch(HubChannels channels, HubPace pace)
{
    /// <summary>Below the size at which an array goes to the large object heap.</summary>
    private const int FullSize = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _lines = new();

    /// <summary><c>MSG name </c> of the lines in the batch.</summary>
    private byte[] _prefix = [];
    private TimeSpan _pause;

    /// <summary>How many deliveries it has caused since it was last set.</summary>
    public int Deliveries { get; set; }

    public void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> text)
    {
        if (!IsOf(name))
        {
            Publish();
            _prefix = [.. "MSG "u8, .. name, (byte)' '];
        }
        else if (_lines.WrittenCount + _prefix.Length + text.Length >= FullSize)
        {
            Publish();
        }

        var line = _lines.GetSpan(_prefix.Length + text.Length + 1);
        _prefix.CopyTo(line);
        text.CopyTo(line[_prefix.Length..]);
        line[_prefix.Length + text.Length] = (byte)'\n';
        _lines.Advance(_prefix.Length + text.Length + 1);
    }

    /// <summary>Hands what is collected to the subscribers.</summary>
    public void Publish()
    {
        if (_lines.WrittenCount == 0) return;
        var name = Encoding.ASCII.GetString(Name);
        if (channels.Find(name) is { } channel)
        {
            Charge(channel.Publish(new HubLines(name, _lines.WrittenSpan.ToArray())));
            Pause(channel.Pause);
        }

        _lines.ResetWrittenCount();
    }

    /// <summary>Notes work that the publisher has caused.</summary>
    /// <param name="deliveries">How much, in deliveries.</param>
    public void Charge(int deliveries)
    {
        Deliveries += deliveries;
        Pause(pace.Charge(deliveries));
    }

    /// <summary>How long the publisher is to pause for what it has published since the last call.</summary>
    public TimeSpan TakePause()
    {
        var pause = _pause;
        _pause = TimeSpan.Zero;
        return pause;
    }

    private void Pause(TimeSpan pause)
    {
        if (pause > _pause) _pause = pause;
    }

    private ReadOnlySpan<byte> Name => _prefix.AsSpan(4.._prefix.Length)[..^1];

    private bool IsOf(ReadOnlySpan<byte> name) => _prefix.Length == name.Length + 5 && Name.SequenceEqual(name);
}
