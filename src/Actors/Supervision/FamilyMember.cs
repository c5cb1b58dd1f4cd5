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
}
