using Actors.Application.Windows;

namespace Actors.Application.Tests.Windows;

public sealed class ResizeEventTests
{
    [Theory]
    [InlineData(0, 600, "Width")]
    [InlineData(-1, 600, "Width")]
    [InlineData(800, 0, "Height")]
    [InlineData(800, int.MinValue, "Height")]
    public void ResizeEvent_SideThatIsNotPositive_IsAClearError(int width, int height, string side)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new ResizeEvent(width, height));

        Assert.Equal(side, error.ParamName);
        Assert.StartsWith("A window is 1 pixel wide and high at least.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_ASideThatIsNotPositive_IsTheSameError() =>
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ResizeEvent(800, 600) with { Height = 0 });

    [Fact]
    public void ResizeEvent_SameSides_IsEqual()
    {
        Assert.Equal(new ResizeEvent(800, 600), new ResizeEvent(1, 600) with { Width = 800 });
        Assert.NotEqual(new ResizeEvent(800, 600), new ResizeEvent(600, 800));
    }

    [Theory]
    [InlineData("800x600", 800, 600)]
    [InlineData("1X1", 1, 1)]
    [InlineData("2147483647x1", int.MaxValue, 1)]
    public void TryParse_WhatToStringWrites_IsTheSize(string text, int width, int height)
    {
        Assert.True(ResizeEvent.TryParse(text, out var size));
        Assert.Equal(new ResizeEvent(width, height), size);
        Assert.Equal(text.ToLowerInvariant(), size.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("800")]
    [InlineData("800x")]
    [InlineData("x600")]
    [InlineData("0x600")]
    [InlineData("-800x600")]
    [InlineData("800x600x1")]
    [InlineData(" 800x600")]
    [InlineData("2147483648x1")]
    public void TryParse_AnythingElse_IsNone(string? text) => Assert.False(ResizeEvent.TryParse(text, out _));
}
