namespace Actors.Loops;

/// <summary>A done callback of a future; it runs also while the loop ends, since futures end there.</summary>
internal sealed class DoneHandle<TFuture>(TFuture future, Action<TFuture> callback) : Handle(future.Loop, callback, ItemKind.Call)
    where TFuture : Future
{
    private protected override void Call(Delegate callback) => ((Action<TFuture>)callback)(future);
}
