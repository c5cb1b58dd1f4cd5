using Microsoft.Extensions.Logging;

namespace Actors.Application.Hub;

/// <summary>What all connections of a hub share.</summary>
internal sealed record HubContext(HubClients Clients, HubChannels Channels, HubQueues Queues, HubPace Pace, HubStop Stop, HubOptions Options, ILogger Logger);
