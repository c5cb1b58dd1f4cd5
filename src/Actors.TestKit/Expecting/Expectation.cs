namespace Actors.TestKit.Expecting;

/// <summary>An event that somebody waits for.</summary>
/// <param name="name">Its name; null for any.</param>
/// <param name="condition">What else it must fulfil.</param>
internal sealed class Expectation(string? name, Func<Event, bool>? condition)
{
    private readonly TaskCompletionSource<Event> _met = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with the event, or with what the condition threw.</summary>
    public Task<Event> Met => _met.Task;

    /// <summary>Takes the event if it is the one.</summary>
    public bool TryMeet(Event e)
    {
        if (name is not null && name != e.Name) return false;
        try
        {
            return condition?.Invoke(e) != false && _met.TrySetResult(e);
        }
        catch (Exception error)
        {
            return _met.TrySetException(error);
        }
    }

    public override string ToString() => (name is null ? "any event" : $"event '{name}'") + (condition is null ? "" : " that fulfils the condition");
}
