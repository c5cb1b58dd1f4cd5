using static Actors.CurrentWorker;

namespace Actors.Application.Hub;

/// <summary>Looks whether a client neither sends lines nor takes what is for it. Belongs to the client's flow.</summary>
/// <param name="timeout">How long it may do so; zero for ever.</param>
/// <param name="onIdle">Called once when it has done so: a quarter of the time late at most.</param>
internal sealed class IdleWatch(TimeSpan timeout, Action onIdle)
{
    /// <summary>A look at a flag costs less than a time stamp for each line.</summary>
    private const int LooksPerTimeout = 4;

    private int _quietLooks;

    public void Start()
    {
        if (timeout > TimeSpan.Zero) Later(Look, timeout / LooksPerTimeout);
    }

    /// <summary>The client has sent or taken something.</summary>
    public void OnActive() => _quietLooks = 0;

    private void Look()
    {
        // The first look after the last activity may come at once: one more makes the whole time.
        if (++_quietLooks > LooksPerTimeout) onIdle();
        else Start();
    }
}
