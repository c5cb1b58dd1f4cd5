using Actors.Engines;
using Actors.Timers;

namespace Actors.Tests.Timers;

public sealed class DeadlineHeapTests
{
    [Fact]
    public void TryTakeDue_Empty_IsFalse()
    {
        Assert.False(new DeadlineHeap().TryTakeDue(long.MaxValue, out _));
    }

    [Fact]
    public void TryTakeDue_NothingDueYet_LeavesIt()
    {
        var heap = new DeadlineHeap();
        heap.Add(new TestDeadline(10, 0));

        Assert.False(heap.TryTakeDue(9, out _));
        Assert.Equal((1, 10), (heap.Count, heap.FirstDue));
        Assert.True(heap.TryTakeDue(10, out _));
        Assert.Equal(0, heap.Count);
    }

    [Fact]
    public void Remove_OneThatIsNotQueued_IsFalse()
    {
        var heap = new DeadlineHeap();
        var deadline = new TestDeadline(1, 0);
        Assert.False(heap.Remove(deadline));

        heap.Add(deadline);
        Assert.True(heap.Remove(deadline));
        Assert.False(heap.Remove(deadline));
        Assert.Equal(0, heap.Count);
    }

    [Fact]
    public void Add_AfterItWasTaken_QueuesItAgain()
    {
        var heap = new DeadlineHeap();
        var deadline = new TestDeadline(1, 0);
        heap.Add(deadline);
        heap.TryTakeDue(1, out _);

        heap.Add(deadline);

        Assert.True(heap.TryTakeDue(1, out var taken));
        Assert.Same(deadline, taken);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void AddRemoveTake_InRandomOrder_AgreesWithASortedModel(int seed)
    {
        var random = new Random(seed);
        var heap = new DeadlineHeap();
        var model = new SortedSet<TestDeadline>(Comparer<TestDeadline>.Create(static (a, b) => (a.Due, a.Order).CompareTo((b.Due, b.Order))));
        var all = new List<TestDeadline>();
        for (var step = 0; step < 20_000; step++)
        {
            switch (random.Next(5))
            {
                case 0 or 1:
                    var added = new TestDeadline(random.Next(200), step);
                    heap.Add(added);
                    model.Add(added);
                    all.Add(added);
                    break;
                case 2 when all.Count > 0:
                    var any = all[random.Next(all.Count)];
                    Assert.Equal(model.Remove(any), heap.Remove(any));
                    break;
                case 3:
                    var now = random.Next(200);
                    var expected = model.Min is { } min && min.Due <= now ? min : null;
                    Assert.Equal(expected is not null, heap.TryTakeDue(now, out var taken));
                    Assert.Same(expected, taken);
                    if (expected is not null) model.Remove(expected);
                    break;
            }

            Assert.Equal(model.Count, heap.Count);
            if (model.Count > 0) Assert.Equal(model.Min!.Due, heap.FirstDue);
        }

        foreach (var expected in model)
        {
            Assert.True(heap.TryTakeDue(long.MaxValue, out var taken));
            Assert.Same(expected, taken);
        }
    }

    private sealed class TestDeadline : Deadline
    {
        public TestDeadline(long due, long order)
            : base(ItemKind.Signal)
        {
            Due = due;
            Order = order;
        }

        internal override void Fire() => throw new NotSupportedException();
    }
}
