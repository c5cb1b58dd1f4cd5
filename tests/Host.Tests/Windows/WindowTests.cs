using Actors.Application.Windows;

namespace Actors.Application.Tests.Windows;

/// <summary>What the tests of windows have: a system whose log is kept.</summary>
public abstract class WindowTests
{
    protected static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    internal RecordingLogger Log { get; } = new();

    /// <summary>A system whose main flow is the test's.</summary>
    protected WorkerSystem NewSystem() => new(new WorkerSystemOptions { LoggerFactory = Log });

    internal static ResizeEvent? Take(ResizeEvent size) => size;

    /// <summary>A gate at which a handler stands until it is opened, and an end to what it was given.</summary>
    internal sealed class Gate
    {
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Completes when the first event is in the handler.</summary>
        public Task Entered => _entered.Task.WaitAsync(Limit);

        public void Open() => _opened.SetResult();

        public async ValueTask<T?> Pass<T>(T e)
            where T : class
        {
            _entered.TrySetResult();
            await _opened.Task;
            return e;
        }
    }
}
