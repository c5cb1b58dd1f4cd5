using System.Text;

namespace Actors;

/// <summary>What a <see cref="LineProtocol"/> takes for a line.</summary>
public sealed class LineOptions
{
    /// <summary>How long a line may be, without its end.</summary>
    /// <value>Bytes; 1 to 1 GiB, 16,384 by default. So much is held for each connection at most.</value>
    public int MaxLength { get; init; } = 16 * 1024;

    /// <summary>What happens to a longer one.</summary>
    /// <value><see cref="LongLineMode.Close"/> by default.</value>
    public LongLineMode TooLong { get; init; }

    /// <summary>How lines become strings, and strings lines.</summary>
    /// <value>UTF-8 by default, where what is none becomes U+FFFD. One that throws instead, such as
    /// <c>new UTF8Encoding(false, throwOnInvalidBytes: true)</c>, closes the connection with its exception.</value>
    public Encoding Encoding { get; init; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    internal void Validate()
    {
        if (MaxLength is < 1 or > 1 << 30)
        {
            throw new ArgumentOutOfRangeException(nameof(MaxLength), MaxLength, "The longest line must be from 1 byte to 1 GiB.");
        }

        if (!Enum.IsDefined(TooLong)) throw new ArgumentOutOfRangeException(nameof(TooLong), TooLong, "There is no such mode.");
        ArgumentNullException.ThrowIfNull(Encoding);
    }
}

/// <summary>What a <see cref="LineProtocol"/> does with a line that is too long.</summary>
public enum LongLineMode
{
    /// <summary>Closes the connection: <see cref="IProtocol.ConnectionLost"/> gets an <see cref="InvalidDataException"/>.</summary>
    Close,

    /// <summary>Leaves the line out, and goes on with the next.</summary>
    Skip,
}
