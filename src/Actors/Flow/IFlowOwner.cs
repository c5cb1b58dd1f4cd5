using Microsoft.Extensions.Logging;

namespace Actors.Flow;

/// <summary>What a flow asks of its worker. All of it is called in the flow's turn.</summary>
internal interface IFlowOwner : IEventTarget
{
    ListenerTable Listeners { get; }

    /// <summary>Where the flow says what goes wrong. Any thread.</summary>
    ILogger Logger { get; }

    /// <summary>Whether there is a body; without one the worker waits for ever (spec L3).</summary>
    bool HasBody { get; }

    /// <summary>Whether the run was asked to stop, or ends.</summary>
    bool IsStopping { get; }

    /// <summary>How long one piece of its code may run before that is reported; infinite for never. Any thread.</summary>
    TimeSpan SlowAfter { get; }

    /// <summary>Whether such a report names the event.</summary>
    bool NamesSlowCode { get; }

    /// <summary>Calls the body.</summary>
    Task InvokeBody(object? argument);

    /// <summary>Running to paused, or back (spec L7).</summary>
    /// <returns>False when the state does not allow it.</returns>
    bool TrySetPaused(bool paused);

    /// <summary>The run is ending from now on, for whatever reason (spec L1).</summary>
    void OnStopping();

    /// <summary>Hands the event on to the parent or the children (spec E6).</summary>
    void Forward(Event e, Direction directions);

    /// <summary>Its code has begun to wait for a worker's end, without a deadline.</summary>
    void OnAwaitsEnd(Wait wait);

    /// <summary>Refuses new children and stops those there are (spec C4).</summary>
    /// <returns>Whether there is nobody to wait for; else <see cref="WorkerFlow.ChildrenGone"/> is called later.</returns>
    bool StopChildren();

    /// <summary>An attempt is cleared away, and the backoff before the next one has begun (spec L11).</summary>
    void OnRestarting(Exception? failure, TimeSpan backoff);

    /// <summary>A full mailbox dropped the event (spec E10). Any thread.</summary>
    void OnDropped(Event e);

    /// <summary>The run ended before there was room for the event (spec E10).</summary>
    void OnRefused(Event e, IEventTarget? sender);

    /// <summary>The run is over (spec L8).</summary>
    void OnEnded(Outcome outcome);
}
