using System.Diagnostics.CodeAnalysis;

namespace Actors.Diagnostics;

/// <summary>An exception that nobody has looked at: when whoever holds it is garbage, it is reported (spec A1, transports 16).</summary>
/// <param name="report">Says so, on the finalizer's thread.</param>
internal sealed class UnseenError(Action report)
{
    // What throws here would end the process.
    ~UnseenError() => Guard.Call(static report => report(), report);

    [SuppressMessage("Usage", "CA1816", Justification = "Looking at the exception is all that this object waits for.")]
    public void Seen() => GC.SuppressFinalize(this);
}
