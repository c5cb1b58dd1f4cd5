using Actors.Transports.Servers;

namespace Actors.Tests.Transports.Servers;

public sealed class HandleReserveTests
{
    [Theory]
    [InlineData(1_024, 959, false)]
    [InlineData(1_024, 960, true)]
    [InlineData(256, 223, false)]
    [InlineData(256, 224, true)]
    [InlineData(long.MaxValue, int.MaxValue, false)]
    public void IsReached_OneOfTheLastHandles_IsTrue(long limit, int handle, bool isReached) =>
        Assert.Equal(isReached, new HandleReserve(limit).IsReached(handle));

    [Fact]
    public void OfProcess_KnowsTheLimit() => Assert.InRange(HandleReserve.OfProcess.Limit, 16, long.MaxValue);
}
