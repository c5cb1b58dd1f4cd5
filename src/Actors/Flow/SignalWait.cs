using System.Threading.Tasks.Sources;

namespace Actors.Flow;

/// <summary>A wait that no event ends: a time, a task, what is queued, or nothing at all.</summary>
internal sealed class SignalWait : Wait, IValueTaskSource, IValueTaskSource<bool>
{
    private SignalKind _kind;
    private Task? _task;

    /// <summary>Whether the task is a wait of the library's, made of several.</summary>
    private bool _isOurs;

    public override string Description => _kind switch
    {
        SignalKind.Sleep => $"Sleep({Timeout})",
        SignalKind.Task => _task is null ? "Wait(task)" : $"Wait({Describe(_task)})",
        SignalKind.Update => "Update()",
        _ => "WaitForever()",
    };

    public override Task? Outside => !_isOurs && _task is { AsyncState: not ResultTeller } task ? task : null;

    public override IFlowOwner? AwaitedEnd => EndOf(_task);

    public override bool NeedsEvents => _kind == SignalKind.Forever;

    private enum SignalKind : byte
    {
        Forever,
        Sleep,
        Task,
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

    /// <summary>Made anew each time: the task may tell it of its end long after the wait has timed out.</summary>
    public static SignalWait For(Frame frame, Task task, TimeSpan timeout, bool isOurs = false)
    {
        var wait = new SignalWait { _kind = SignalKind.Task, _task = task, _isOurs = isOurs };
        wait.Prepare(frame, timeout);
        return wait;
    }

    bool IValueTaskSource<bool>.GetResult(short token)
    {
        TakeResult(token);
        var inTime = !TimedOut;
        GiveBack();
        return inTime;
    }

    void IValueTaskSource.GetResult(short token)
    {
        TakeResult(token);
        _task?.GetAwaiter().GetResult();
        GiveBack();
    }

    public ValueTask AsTask() => new(this, Version);

    public ValueTask<bool> AsTaskOfBool() => new(this, Version);

    protected override void OnActivated()
    {
        switch (_kind)
        {
            case SignalKind.Task:
                SignalAtEndOf(_task!);
                break;
            case SignalKind.Update:
                Frame.Flow.Post(new WaitSignal(this));
                break;
        }
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
