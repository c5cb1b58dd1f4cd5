using System.Threading.Tasks.Sources;

namespace Actors.Flow;

/// <summary>A wait that no event ends: a time, what is queued, or nothing at all.</summary>
internal sealed class SignalWait : Wait, IValueTaskSource
{
    private SignalKind _kind;

    public override string Description => _kind switch
    {
        SignalKind.Sleep => $"Sleep({Timeout})",
        SignalKind.Update => "Update()",
        _ => "WaitForever()",
    };

    public override bool NeedsEvents => _kind == SignalKind.Forever;

    private enum SignalKind : byte
    {
        Forever,
        Sleep,
        Update,
    }

    public static SignalWait Sleep(Frame frame, TimeSpan time) => Rent(frame, SignalKind.Sleep, time);

    public static SignalWait Forever(Frame frame) => Rent(frame, SignalKind.Forever, System.Threading.Timeout.InfiniteTimeSpan);

    public static SignalWait Update(Frame frame)
    {
        var wait = new SignalWait { _kind = SignalKind.Update };
        wait.Prepare(frame, System.Threading.Timeout.InfiniteTimeSpan);
        return wait;
    }

    void IValueTaskSource.GetResult(short token)
    {
        TakeResult(token);
        GiveBack();
    }

    public ValueTask AsTask() => new(this, Version);

    protected override void OnActivated()
    {
        if (_kind == SignalKind.Update) Frame.Flow.Post(new WaitSignal(this));
    }

    private static SignalWait Rent(Frame frame, SignalKind kind, TimeSpan timeout)
    {
        var wait = frame.SpareSignal is { IsFree: true } spare && frame.Flow.IsInTurn ? spare : new SignalWait();
        wait._kind = kind;
        wait.Prepare(frame, timeout);
        return wait;
    }

    private void GiveBack()
    {
        if (_kind is SignalKind.Sleep or SignalKind.Forever && TryReset() && Frame.SpareSignal != this) Frame.SpareSignal = this;
    }
}
