using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Clauses;

/// <summary>Events of which only the latest waits, in every order (spec E10).</summary>
[Trait("Spec", "X3")]
public sealed class ConflationClauses
{
    [Theory]
    [InlineData(null, MailboxFullMode.Wait)]
    [InlineData(2, MailboxFullMode.DropNewest)]
    [InlineData(2, MailboxFullMode.DropOldest)]
    [Trait("Spec", "E10")]
    public void FireLatest_UnderPausesAndAStop_CountsEachEventOnce(int? capacity, MailboxFullMode mode) => Clause.Holds(async simulation =>
    {
        var heard = new List<(string Name, int Number)>();
        var worker = Start(async () =>
        {
            Listen("E", e => heard.Add(((string, int))e.Data!));
            while (true) await Update();
        }, new() { Mailbox = new MailboxOptions { Capacity = capacity, FullMode = mode } });
        var senders = Clause.TwoNames.Select(name => Start(async () =>
        {
            for (var n = 0; n < 6; n++)
            {
                worker.FireLatest("E", (name, n), key: name);
                if (simulation.Choose(2) == 0) await Update();

                // What the oldest lost to may have been heard in a pause, and kept for the body.
                if (mode != MailboxFullMode.DropOldest && simulation.Choose(6) == 0) worker.Pause();
            }
        })).ToArray();
        foreach (var sender in senders) await Wait(sender);
        await Wait(worker.Stop());

        Assert.Equal(12, heard.Count + worker.ConflatedEvents + worker.DroppedEvents);
        foreach (var name in Clause.TwoNames)
        {
            var numbers = heard.Where(e => e.Name == name).Select(static e => e.Number).ToArray();
            Assert.Equal(numbers.Order(), numbers);
            if (capacity is null) Assert.Equal(5, numbers[^1]);
        }
    });
}
