using Microsoft.Extensions.Logging;

namespace Actors.Supervision;

/// <summary>Applies a parent's policy to the failures of its children (spec C7). Belongs to the parent's turn.</summary>
/// <remarks>It knows the children by the events about them, in mailbox order, and so needs no lock. An <see cref="Async"/> that the
/// parent waits for is none of them: its failure is thrown there.</remarks>
internal sealed class ChildSupervisor(IFlowOwner parent, SupervisionPolicy policy, TimeProvider time, ILogger? failures)
{
    private readonly RestartLimit _limit = new(policy.MaxRestarts, policy.Window, time);

    /// <summary>The children's places by their first starts; a restart of this class keeps the place.</summary>
    private readonly Dictionary<FamilyMember, long> _places = [];

    /// <summary>Members of a group whose ends are awaited, and whether it is this class that stopped them.</summary>
    private readonly Dictionary<FamilyMember, bool> _ending = [];

    /// <summary>Members of the group that have ended and will start again.</summary>
    private readonly HashSet<FamilyMember> _ended = [];

    private long _lastPlace;

    public void Forget()
    {
        _places.Clear();
        _ending.Clear();
        _ended.Clear();
    }

    public void OnStarted(FamilyMember child) => _places.TryAdd(child, _lastPlace++);

    /// <param name="child">Whose run has ended.</param>
    /// <param name="failure">What it failed with, if it failed.</param>
    /// <param name="isActing">Whether the policy is to be applied.</param>
    /// <returns>What the parent must fail with; null when it goes on.</returns>
    public Exception? OnEnded(FamilyMember child, Exception? failure, bool isActing)
    {
        if (!_places.TryGetValue(child, out var place)) return null;
        if (_ending.Remove(child, out var isStopped))
        {
            // One that was stopping on its own is done, unless it failed: then it is restarted with the others.
            if (isStopped || failure is not null) _ended.Add(child);
            else _places.Remove(child);
            return isActing ? StartGroup() : null;
        }

        if (failure is null || !isActing || policy.OnFailure == ChildFailure.Ignore)
        {
            _places.Remove(child);
            return null;
        }

        // A listener, or somebody else, was quicker.
        if (child.IsAlive) return null;

        if (policy.OnFailure == ChildFailure.Escalate) return failure;
        if (!_limit.TryTake())
        {
            failures?.ChildGivenUp(parent.Path, NameOf(child), policy.MaxRestarts, policy.Window);
            return failure;
        }

        _ended.Add(child);
        switch (policy.OnFailure)
        {
            case ChildFailure.RestartAllChildren:
                StopGroup(0);
                break;
            case ChildFailure.RestartLaterChildren:
                StopGroup(place);
                break;
        }

        failures?.ChildRestarts(parent.Path, NameOf(child), _ended.Count + _ending.Count);
        return StartGroup();
    }

    private static string NameOf(FamilyMember child) => ((IEventTarget)child).Path;

    /// <summary>Stops all from this place on, last started first; their ends are awaited as events.</summary>
    private void StopGroup(long from)
    {
        foreach (var (child, _) in _places.Where(entry => entry.Value >= from).OrderByDescending(static entry => entry.Value))
        {
            if (!_ended.Contains(child) && !_ending.ContainsKey(child)) _ending.Add(child, child.TryStop());
        }
    }

    private Exception? StartGroup()
    {
        if (_ending.Count > 0) return null;
        var group = _ended.OrderBy(child => _places[child]).ToArray();
        _ended.Clear();
        foreach (var child in group)
        {
            try
            {
                child.StartAgain();
            }
            catch (Exception error)
            {
                // An ending family, or system, starts nobody; for any other reason the parent is not what it should be.
                return parent.IsStopping || error is ObjectDisposedException ? null : error;
            }
        }

        return null;
    }
}
