using Actors.Tests.Conformance;

namespace Actors.Tests.Loops;

/// <summary>What a callback costs.</summary>
public sealed class LoopAllocationTests
{
    private const int Callbacks = 1000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CallSoon_InTheLoop_AllocatesItsHandleAlone(bool inATask)
    {
        await using var system = new WorkerSystem(new() { Engine = WorkerEngine.Embedded });
        var worker = system.Start();
        Action nothing = static () => { };
        var measured = Barriers.Signal<long>();
        long allocatedBefore = 0;

        // On the loop's thread: the calls, and the turn that runs what they have scheduled.
        void Begin()
        {
            allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Callbacks; i++) worker.Loop.CallSoon(nothing);
            measured.SetResult(GC.GetAllocatedBytesForCurrentThread() - allocatedBefore);
        }

        var handle = HandleSize(worker.Loop, nothing);
        if (inATask)
        {
            await worker.Loop.CreateTask(() =>
            {
                Begin();
                return Task.CompletedTask;
            }).AsTask().Soon();
        }
        else
        {
            worker.Loop.CallSoon(Begin);
        }

        Assert.Equal(handle * Callbacks, await measured.Task.Soon());
        await worker.AtWaitPoint();
    }

    [Fact]
    public async Task Callbacks_WhenTheyRun_AllocateNothing()
    {
        await using var system = new WorkerSystem(new() { Engine = WorkerEngine.Embedded });
        var worker = system.Start();
        Action nothing = static () => { };
        var least = long.MaxValue;

        // A turn may end in between, and go on on another thread: then the difference says nothing.
        for (var i = 0; i < 10; i++)
        {
            var measured = Barriers.Signal<long>();
            var (before, thread) = (0L, 0);
            worker.Loop.CallSoon(() =>
            {
                worker.Loop.CallSoon(() => (before, thread) = (GC.GetAllocatedBytesForCurrentThread(), Environment.CurrentManagedThreadId));
                for (var callback = 0; callback < 100; callback++) worker.Loop.CallSoon(nothing);
                worker.Loop.CallSoon(() => measured.SetResult(
                    thread == Environment.CurrentManagedThreadId ? GC.GetAllocatedBytesForCurrentThread() - before : long.MaxValue));
            });
            least = Math.Min(least, await measured.Task.Soon());
        }

        Assert.Equal(0, least);
    }

    private static long HandleSize(EventLoop loop, Action callback)
    {
        // The first ones may do what is done once.
        long size = 0;
        for (var i = 0; i < 3; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            _ = new Actors.Loops.CallHandle(loop, callback);
            size = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return size;
    }
}
