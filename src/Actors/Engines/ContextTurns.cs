namespace Actors.Engines;

/// <summary>Hands a flow's turns to a <see cref="SynchronizationContext"/>, which is foreign code and may refuse them.</summary>
/// <remarks>A turn that is refused is kept, and handed over again after a delay: code that asked for a thread runs there or not at all. Only
/// a run that is stopping takes its turns on the thread pool then, so that it ends although its context is gone, as a closed window's
/// is.</remarks>
internal sealed class ContextTurns(SynchronizationContext context, IFlow flow)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(1);

    /// <summary>Hands a turn over. Any thread; never throws.</summary>
    /// <param name="code">Takes the turn.</param>
    /// <param name="state">For the code.</param>
    public void Post(SendOrPostCallback code, object state) => Post(code, state, FirstDelay);

    private void Post(SendOrPostCallback code, object state, TimeSpan delay)
    {
        if (Guard.Call(static post => post.Context.Post(post.Code, post.State), (Context: context, Code: code, State: state)) is not { } error) return;
        if (flow.IsStopping)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static turn => turn.Code(turn.State), (Code: code, State: state), preferLocal: false);
            return;
        }

        flow.OnTurnRefused(error, delay);
        PostAgain(code, state, delay);
    }

    private void PostAgain(SendOrPostCallback code, object state, TimeSpan delay)
    {
        ITimer? timer = null;
        timer = ProcessTimer.Create(() =>
        {
            timer!.Dispose();
            Post(code, state, delay < LongestDelay / 2 ? 2 * delay : LongestDelay);
        });
        timer.Change(delay, Timeout.InfiniteTimeSpan);
    }
}
