namespace Actors.Tests.Conformance.Faults;

/// <summary>An exception whose text throws.</summary>
public sealed class HostileException : Exception
{
    public override string Message => throw new NotSupportedException("No message.");

    public override string ToString() => throw new NotSupportedException("No text.");
}
