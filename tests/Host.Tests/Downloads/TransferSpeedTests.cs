using Actors.Application.Downloads;
using Actors.TestKit;

namespace Actors.Application.Tests.Downloads;

public sealed class TransferSpeedTests
{
    private readonly VirtualTime _time = new(ClockMode.Manual);

    [Fact]
    public void BytesPerSecond_WithWhatWasThereBefore_CountsWhatCame()
    {
        var speed = new TransferSpeed(_time);
        speed.Add(5_000_000);
        Assert.Null(speed.TimeLeft(6_000_000));

        _time.Advance(TimeSpan.FromSeconds(1));
        speed.Add(5_100_000);

        Assert.Equal(100_000, speed.BytesPerSecond);
        Assert.Equal(TimeSpan.FromSeconds(9), speed.TimeLeft(6_000_000));
        Assert.Null(speed.TimeLeft(null));
    }

    [Fact]
    public void Add_ByteByByte_KeepsFewSamplesAndTheSpeed()
    {
        var speed = new TransferSpeed(_time);
        for (var i = 0; i < 100_000; i++)
        {
            speed.Add(i);
            _time.Advance(TimeSpan.FromMicroseconds(100));
        }

        Assert.InRange(speed.Samples, 2, 102);
        Assert.InRange(speed.BytesPerSecond!.Value, 9_900, 10_100);
    }

    [Fact]
    public void BytesPerSecond_WhenItSlowsDown_ForgetsWhatIsLongAgo()
    {
        var speed = new TransferSpeed(_time);
        for (var second = 0; second <= 20; second++)
        {
            speed.Add(second <= 10 ? second * 1000 : 10_000 + ((second - 10) * 10));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(speed.BytesPerSecond!.Value, 5, 10);
    }

    [Fact]
    public void BytesPerSecond_AfterStartingOver_BeginsAnew()
    {
        var speed = new TransferSpeed(_time);
        speed.Add(1_000_000);
        speed.Add(0);
        _time.Advance(TimeSpan.FromSeconds(1));
        speed.Add(500);

        Assert.Equal(500, speed.BytesPerSecond);
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1.00 kB")]
    [InlineData(12_345, "12.3 kB")]
    [InlineData(999_600, "1.00 MB")]
    [InlineData(123_456_789, "123 MB")]
    [InlineData(5e15, "5000 TB")]
    public void Short_OfAnyNumber_HasThreeDigitsAndAUnit(double bytes, string text) => Assert.Equal(text, ByteText.Short(bytes));
}
