using Actors.Pausing;

namespace Actors;

/// <content>The acknowledged pause.</content>
public sealed partial class Worker
{
    /// <summary>Makes the worker, and all below it, stand still, and completes when none of their code runs.</summary>
    /// <param name="options">Who stands still, and whether time does; the subtree, and time runs on, by default.</param>
    /// <param name="cancellationToken">Gives up: whoever stands still already goes on.</param>
    /// <returns>The pause; the workers go on at <see cref="WorkerPause.Resume"/>.</returns>
    /// <remarks>
    /// <para><see cref="Pause"/> holds a body, and its listeners go on (spec L7). This holds everything: body, listeners, callbacks and
    /// timers, also what a foreign await has come back with. What arrives stays queued; on resume it is handled in order, each once.</para>
    /// <para>Each worker handles what was queued before, and is held at its next wait point; a foreign await, such as
    /// <c>Task.Delay</c>, is code that runs. Who has started below it meanwhile is held before its body is called. Beside a wait,
    /// code that left its worker's thread by <c>ConfigureAwait(false)</c> is not seen. Of a main worker, its listeners, callbacks and
    /// waits are held; the program around it is not.</para>
    /// <para><see cref="Stop"/> ends the pause for the worker that it stops and for all below it: the body goes straight to its
    /// clean-up. A worker that is ending already is let end, and the pause is complete after it. A new run of the worker itself is not
    /// paused. One that is held has the state <see cref="WorkerState.Paused"/>; <see cref="Resume"/> does not let it go.</para>
    /// <para>In a worker this is a wait point, and the pause ends with that worker's run. It cannot pause itself, nor somebody who holds
    /// it. One that does not run is paused at once, with a <see cref="WorkerPause.Count"/> of zero.</para>
    /// </remarks>
    /// <exception cref="InvalidOperationException">The current worker would hold itself, alone or in a circle with others; or it was called
    /// in a synchronous listener, which cannot wait (spec F7).</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option has a value that it cannot have.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    public ValueTask<WorkerPause> PauseAsync(PauseOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= PauseOptions.Default;
        options.Validate();
        var frame = Waits.FrameOf();
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<WorkerPause>(cancellationToken);

        var hold = new TreeHold(this, options, TryGetCurrent());
        PauseRegistry.Instance.Add(hold);
        return Waits.ComingBack(Paused(hold, frame, cancellationToken));
    }

    private static async ValueTask<WorkerPause> Paused(TreeHold hold, Frame? frame, CancellationToken cancellationToken)
    {
        try
        {
            hold.Begin();
            using var registration = cancellationToken.UnsafeRegister(static (hold, token) => ((TreeHold)hold!).Cancel(token), hold);
            if (frame is null) hold.Root.System.Engine.OnAwaited(hold.Complete);
            return new WorkerPause(hold, frame is null ? await hold.Complete.ConfigureAwait(false) : await Waits.For(frame, hold.Complete));
        }
        catch
        {
            hold.Resume();
            throw;
        }
    }
}
