namespace Actors.Loops;

/// <summary>What <see cref="EventLoop.CallSoon"/> hands over.</summary>
internal sealed class CallHandle(EventLoop loop, Action callback) : Handle(loop, callback, ItemKind.Callback)
{
    private protected override void Call(Delegate callback) => ((Action)callback)();
}
