namespace Actors.Benchmarks.Subjects.Footprint;

/// <summary>Work whose cost is the memory of one instance, of many that wait.</summary>
internal abstract class FootprintSubject : Subject
{
    public const int Count = 20_000;

    public sealed override string Unit => "bytes";

    public sealed override async Task<double> MeasureAsync()
    {
        Prepare();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (started, handled) = (new Countdown(Count), new Countdown(Count));
        StartAll(started, handled);
        await started.Done;

        // Whoever has handled a message was parked, has been in use, and parks again.
        SendToAll();
        await handled.Done;
        var after = GC.GetTotalMemory(forceFullCollection: true);
        await CleanUpAsync();
        return (double)(after - before) / Count;
    }

    /// <summary>Makes what all instances share. Not measured.</summary>
    protected abstract void Prepare();

    protected abstract void StartAll(Countdown started, Countdown handled);

    protected abstract void SendToAll();

    protected abstract Task CleanUpAsync();
}
