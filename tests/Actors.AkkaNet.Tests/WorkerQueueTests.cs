using Actors.Engines.AkkaNet.Mailboxes;
using Actors.Tests.Conformance;
using Akka.Actor;
using Akka.Dispatch.MessageQueues;

namespace Actors.Tests.AkkaNet;

/// <summary>The order of a worker's queue, and what it costs while the worker keeps up.</summary>
public sealed class WorkerQueueTests
{
    private readonly WorkerQueue _queue = new(null!);

    public WorkerQueueTests() => _queue.Use();

    private IMessageQueue Messages => _queue;

    [Fact]
    [Trait("Spec", "E1")]
    public void Post_BehindATold_DoesNotOvertakeIt()
    {
        Tell("told");
        Post("fired");
        Assert.Equal(["told", "fired"], Take(2));

        // What was taken is in nobody's way.
        _queue.OnEmpty(_queue.Posted);
        Post("fired");
        Tell("told");
        Post("fired later");
        Assert.Equal(["fired", "told", "fired later"], Take(3));
    }

    [Fact]
    [Trait("Spec", "E1")]
    public void Post_OfMany_KeepsTheOrder()
    {
        string[] names = [.. Enumerable.Range(0, 100).Select(static i => $"{i}")];
        foreach (var name in names) Post(name);
        Assert.Equal(names.Length, Messages.Count);
        Assert.True(Messages.HasMessages);
        Assert.Equal(names, Take(names.Length));
        Assert.Equal(0, Messages.Count);
        Assert.False(Messages.HasMessages);
    }

    [Fact]
    public void Post_OfOneAtATime_MakesNoQueueAndAllocatesNothing()
    {
        Event[] events = [.. Enumerable.Range(0, 1000).Select(static i => new Event($"{i}"))];
        foreach (var e in events) PassOn(e);
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var e in events) PassOn(e);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Null(_queue.Queued);
        Post("0");
        Post("1");
        Assert.NotNull(_queue.Queued);
    }

    [Fact]
    [Trait("Spec", "E1")]
    public async Task Post_OfPairsBehindOneThatIsTaken_KeepsTheOrder()
    {
        const int Pairs = 200_000;

        // As after any backlog.
        Tell("told");
        Take(1);
        var (taken, wrong) = (0, 0);
        var posting = Barriers.OnPlainThread(() =>
        {
            for (var i = 0; i < 2 * Pairs; i += 2)
            {
                Post(new Event("N", i));
                Post(new Event("N", i + 1));
                while (Volatile.Read(ref taken) < i + 2) Thread.SpinWait(1);
                Thread.SpinWait(i / 2 % 23);
            }
        });
        var taking = Barriers.OnPlainThread(() =>
        {
            for (var next = 0; next < 2 * Pairs;)
            {
                if (Messages.TryDequeue(out var envelope))
                {
                    if ((int)((Event)envelope.Message).Data! != next) wrong++;
                    Volatile.Write(ref taken, ++next);
                }
                else if (_queue.Posted == next)
                {
                    _queue.OnEmpty(next);
                }
            }
        });

        await Task.WhenAll(posting, taking).Soon();
        Assert.Equal(0, wrong);
    }

    [Fact]
    public void Post_WhileItCloses_TakesNobodysPlace()
    {
        // A closed count takes a number back, and gives it to the next item.
        _queue.CloseToEvents();
        Enqueue(new Event("0"), number: 1);
        Enqueue(new Event("1"), number: 1);
        Assert.Equal(["0", "1"], Take(2));
    }

    [Fact]
    public void CleanUp_OfAll_HandsOverAllInOrder()
    {
        foreach (var name in new[] { "0", "1", "2" }) Post(name);
        var letters = new UnboundedMessageQueue();
        Messages.CleanUp(ActorRefs.Nobody, letters);
        Assert.Equal(["0", "1", "2"], Take(3, letters));
        Assert.False(Messages.HasMessages);
    }

    private string[] Take(int count, IMessageQueue? from = null)
    {
        var names = new List<string>();
        while ((from ?? Messages).TryDequeue(out var envelope)) names.Add(envelope.Message is Event e ? e.Name : (string)envelope.Message);
        Assert.Equal(count, names.Count);
        return [.. names];
    }

    private void PassOn(Event e)
    {
        Post(e);
        if (!Messages.TryDequeue(out var envelope) || envelope.Message != e) Assert.Fail($"'{e.Name}' is not there.");
        _queue.OnEmpty(_queue.Posted);
    }

    private void Post(string name) => Post(new Event(name));

    private void Post(Event e)
    {
        Assert.True(_queue.TryCount(isLibrarys: false, out var number));
        Enqueue(e, number);
    }

    private void Enqueue(Event e, long number) =>
        Messages.Enqueue(ActorRefs.Nobody, new Envelope(e, _queue.IsFirst(number) ? OwnSender.OfFirst : OwnSender.Instance));

    private void Tell(string message) => Messages.Enqueue(ActorRefs.Nobody, new Envelope(message, ActorRefs.NoSender));
}
