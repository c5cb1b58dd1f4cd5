namespace Actors.Hosting;

/// <summary>Workers that start and stop together with a host, and the system that they live in: what its health checks look at.</summary>
internal sealed record HostedGroup(WorkerSystem System, HostedWorkers Workers);
