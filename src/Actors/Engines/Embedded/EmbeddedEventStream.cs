namespace Actors.Engines.Embedded;

/// <summary>Topics in memory, each with its own weak list of subscribers.</summary>
internal sealed class EmbeddedEventStream : IEventStream
{
    public ITopic CreateTopic(string name) => new EmbeddedTopic();
}
