using System.Runtime.CompilerServices;

namespace Actors;

/// <summary>The waits, for the floors that stand between this one and <see cref="CurrentWorker"/>'s upper part.</summary>
internal static class Waits
{
    /// <inheritdoc cref="CurrentWorker.WaitingFrame"/>
    public static Frame? FrameOf([CallerMemberName] string wait = "") => CurrentWorker.WaitingFrame(wait);

    /// <inheritdoc cref="CurrentWorker.Wait{T}(Task{T})"/>
    public static ValueTask<T> For<T>(Task<T> task) => CurrentWorker.Wait(task);

    /// <inheritdoc cref="CurrentWorker.Wait(Task, TimeSpan)"/>
    public static ValueTask<bool> For(Task task, TimeSpan timeout) => CurrentWorker.Wait(task, timeout);

    /// <inheritdoc cref="CurrentWorker.ComingBack(ValueTask)"/>
    public static ValueTask ComingBack(ValueTask wait) => CurrentWorker.ComingBack(wait);

    /// <inheritdoc cref="CurrentWorker.ComingBack(ValueTask)"/>
    public static ValueTask<T> ComingBack<T>(ValueTask<T> wait) => CurrentWorker.ComingBack(wait);
}
