namespace Actors.Tests.AkkaNet;

/// <summary>Runs what is posted there and then: the turn of a worker on it is over when its start, or a fire, returns.</summary>
internal sealed class InlineContext : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => d(state);
}
