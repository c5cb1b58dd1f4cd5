using System.ComponentModel;

namespace Actors;

/// <summary>A worker's place among its parent's children.</summary>
/// <remarks>The fields belong to the family and are read and written under its lock.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class FamilyMember
{
    internal Family? Family;
    internal FamilyMember? Previous;
    internal FamilyMember? Next;
    internal bool HoldsFamily;

    private protected FamilyMember()
    {
    }

    /// <summary>Whether a run is under way. Any thread.</summary>
    internal abstract bool IsAlive { get; }

    /// <summary>Tells it to stop. Any thread.</summary>
    /// <returns>False when it does not run, or is stopping already.</returns>
    internal abstract bool TryStop();

    /// <summary>Starts the next run with the argument of the last.</summary>
    internal abstract void StartAgain();
}
