namespace Actors.Benchmarks.Subjects;

/// <summary>Threads that fire or write as fast as they can.</summary>
/// <remarks>Threads of their own: on the pool of a small machine they would keep the reader from running until they are done.</remarks>
internal static class Producers
{
    public static Task RunAsync(int count, Action produce) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(_ =>
            Task.Factory.StartNew(produce, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
}
