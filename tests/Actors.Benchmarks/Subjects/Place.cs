namespace Actors.Benchmarks.Subjects;

/// <summary>Where the workers of a subject live.</summary>
internal abstract class Place
{
    /// <summary>The default engine.</summary>
    public static Place Default { get; } = new EmbeddedPlace();

    public abstract WorkerSystem Open();

    public abstract Task CloseAsync(WorkerSystem system);

    private sealed class EmbeddedPlace : Place
    {
        public override WorkerSystem Open() => new(new WorkerSystemOptions { Engine = WorkerEngine.Embedded });

        public override async Task CloseAsync(WorkerSystem system) => await system.DisposeAsync();
    }
}
