using Actors.Tests.Conformance;
using Akka.Actor;
using static Actors.CurrentWorker;

namespace Actors.Tests.AkkaNet;

/// <summary>A configuration that has all messages serialized, as tests of actors do.</summary>
public sealed class SerializationTests() : AkkaTests("akka.actor { serialize-messages = on, serialize-creators = on }")
{
    private sealed record Question(string Text);

    [Fact]
    [Trait("Spec", "E2")]
    public async Task Fire_WhereAllMessagesAreSerialized_BringsTheObjectItself()
    {
        var data = new object();
        var worker = Workers.Create(async () =>
        {
            var e = await WaitEvent("N");
            await Wait(Start(static async () => await Wait(Task.Run(static () => { }))));
            return e.Data;
        });
        worker.Start().Fire("N", data);

        Assert.Same(data, await worker.Value());
    }

    [Fact]
    public async Task Tell_WhereAllMessagesAreSerialized_BringsACopyAsForAnyActor()
    {
        var question = new Question("?");
        var worker = Workers.Start(async () => (await WaitEvent(nameof(Question))).Data);
        worker.ActorRef().Tell(question, ActorRefs.NoSender);

        var heard = await worker.Value();
        Assert.Equal(question, heard);
        Assert.NotSame(question, heard);
    }
}
