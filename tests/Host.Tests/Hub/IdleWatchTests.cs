using Actors.Application.Hub;
using Actors.TestKit;

namespace Actors.Application.Tests.Hub;

public sealed class IdleWatchTests
{
    private readonly VirtualTime _time = new(ClockMode.Manual);

    [Fact]
    public async Task Start_ClientIsActiveNowAndThen_TellsOnceAfterTheWholeTimeWithoutIt()
    {
        await using var system = new WorkerSystem(new WorkerSystemOptions { TimeProvider = _time });
        var told = 0;
        var watch = default(IdleWatch)!;
        var worker = system.Start(async () =>
        {
            watch = new IdleWatch(TimeSpan.FromSeconds(40), () => told++);
            watch.Start();
            await CurrentWorker.WaitForever();
        });

        await _time.AdvanceAsync(TimeSpan.FromSeconds(39));
        worker.Later(watch.OnActive);
        await _time.AdvanceAsync(TimeSpan.FromSeconds(40));
        Assert.Equal(0, told);
        await _time.AdvanceAsync(TimeSpan.FromSeconds(11));
        Assert.Equal(1, told);
        await _time.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal(1, told);
    }

    [Fact]
    public async Task Start_TimeIsZero_NeverTells()
    {
        await using var system = new WorkerSystem(new WorkerSystemOptions { TimeProvider = _time });
        var told = 0;
        system.Start(async () =>
        {
            new IdleWatch(TimeSpan.Zero, () => told++).Start();
            await CurrentWorker.WaitForever();
        });

        await _time.AdvanceAsync(TimeSpan.FromDays(1));

        Assert.Equal(0, told);
    }
}
