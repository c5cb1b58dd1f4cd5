using System.Diagnostics.CodeAnalysis;

namespace Actors.Loops;

/// <summary>A future's exception that nobody has looked at: when the future is garbage, it is reported (transports 16).</summary>
internal sealed class UnseenError(Future future, Exception error)
{
    ~UnseenError()
    {
        if (!future.Loop.Worker.System.Engine.HearsOfGarbage) return;
        try
        {
            future.Loop.CallExceptionHandler(new LoopError
            {
                Message = $"{future} of worker '{future.Loop.Worker.Path}' failed, and nobody looked at its exception: await it, or ask for Exception().",
                Exception = error,
                Future = future,
            });
        }
        catch (Exception)
        {
            // A log that throws must not end the process from the finalizer's thread.
        }
    }

    [SuppressMessage("Usage", "CA1816", Justification = "Looking at the exception is all that this object waits for.")]
    public void Seen() => GC.SuppressFinalize(this);
}
