namespace Actors.Hosting;

/// <summary>A channel as it was added.</summary>
internal sealed record HostedChannel(string Name);
