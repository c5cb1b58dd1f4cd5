using Actors.Events;
using Actors.Tests.Conformance;

namespace Actors.Tests.Events;

public sealed class ListenerTableTests
{
    private readonly ListenerTable _table = new();

    [Fact]
    public void For_Empty_IsEmpty()
    {
        Assert.Empty(_table.For("A"));
        Assert.Equal(0, _table.Count);
    }

    // Few are tried one by one; many are looked up by name.
    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(200)]
    public void For_AnyNumber_GivesThoseOfTheNameByPriorityThenRegistration(int listeners)
    {
        var random = new Random(listeners);
        var added = Enumerable.Range(0, listeners).Select(i => New($"N{i % 3}", random.Next(-2, 3))).ToArray();
        foreach (var listener in added) _table.Add(listener);

        Assert.Equal(listeners, _table.Count);
        for (var n = 0; n < 3; n++)
        {
            var name = $"N{n}";
            var e = new Event(name);
            Assert.Equal(
                added.Where(listener => listener.EventName == name).OrderByDescending(static listener => listener.Priority),
                _table.For(name).Where(listener => listener.Matches(e)));
        }
    }

    [Fact]
    public void For_ManyOfOtherNames_IsEmpty()
    {
        for (var i = 0; i < 100; i++) _table.Add(New("A"));

        Assert.Empty(_table.For("B"));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(20)]
    public void AddAndRemove_AfterFor_LeaveItsAnswerAsItWas(int listeners)
    {
        var added = Enumerable.Range(0, listeners).Select(_ => New("A")).ToArray();
        foreach (var listener in added) _table.Add(listener);
        var answer = _table.For("A");

        _table.Add(New("A", 5));
        _table.Remove(added[0]);

        Assert.Equal(added, answer);
        Assert.Equal(listeners, _table.For("A").Length);
        Assert.DoesNotContain(added[0], _table.For("A"));
    }

    [Fact]
    public void Remove_OneThatIsNotThere_IsFalse()
    {
        var listener = New("A");
        Assert.False(_table.Remove(listener));

        _table.Add(listener);
        Assert.True(_table.Remove(listener));
        Assert.False(_table.Remove(listener));
    }

    [Fact]
    public void RemoveNonPermanent_Mixed_KeepsThePermanentInOrderAndMarksTheOthersSpent()
    {
        var added = Enumerable.Range(0, 20).Select(i => New("A", permanent: i % 3 == 0)).ToArray();
        foreach (var listener in added) _table.Add(listener);

        _table.RemoveNonPermanent();

        Assert.Equal(added.Where(static listener => listener.Permanent), _table.For("A"));
        Assert.All(added, static listener => Assert.Equal(!listener.Permanent, listener.IsSpent));
    }

    [Fact]
    public async Task AddAndRemove_FromManyThreads_LosesNone()
    {
        const int threads = 4;
        const int each = 300;

        var kept = await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Barriers.OnPlainThread(() =>
        {
            var kept = new List<Listener>();
            for (var i = 0; i < each; i++)
            {
                var listener = New("A");
                _table.Add(listener);
                if (i % 2 == 0) Assert.True(_table.Remove(listener));
                else kept.Add(listener);
            }

            return kept;
        })));

        var left = _table.For("A");
        Assert.Equal(threads * each / 2, left.Length);
        foreach (var some in kept) Assert.Equal(some, left.Where(some.Contains));
    }

    private static SyncListener New(string name, int priority = 0, bool permanent = true) =>
        new(name, static _ => { }, new ListenerOptions { Priority = priority, Permanent = permanent });
}
