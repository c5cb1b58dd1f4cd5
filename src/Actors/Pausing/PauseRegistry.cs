using System.Runtime.CompilerServices;

namespace Actors.Pausing;

/// <summary>The pauses that are under way, of all systems: who holds whom.</summary>
internal sealed class PauseRegistry
{
    public static readonly PauseRegistry Instance = new();

    private readonly Lock _gate = new();
    private readonly List<TreeHold> _holds = [];

    /// <summary>Runs whose end lets their pauses go: each is watched once.</summary>
    private readonly ConditionalWeakTable<WorkerFlow, object> _watched = [];

    /// <summary>Lets a pause begin.</summary>
    /// <exception cref="InvalidOperationException">Whoever asks for it would hold itself, alone or in a circle with others.</exception>
    public void Add(TreeHold hold)
    {
        lock (_gate)
        {
            if (hold.Pauser is { } pauser) ThrowIfCircle(hold, pauser);
            _holds.Add(hold);
        }

        if (hold.Pauser is { Flow: { } flow } watched && _watched.TryAdd(flow, flow)) ResumeAtEndOf(watched);
    }

    public void Remove(TreeHold hold)
    {
        lock (_gate) _holds.Remove(hold);
    }

    private void ResumeAtEndOf(Worker pauser) => pauser.WhenEnded(() =>
    {
        TreeHold[] left;
        lock (_gate) left = [.. _holds.Where(hold => hold.Pauser == pauser)];
        foreach (var hold in left) hold.Resume();
    });

    private void ThrowIfCircle(TreeHold added, Worker pauser)
    {
        if (added.Covers(pauser))
        {
            throw new InvalidOperationException(
                $"Worker '{pauser.Path}' cannot pause '{added.Root.Path}' by PauseAsync: it belongs to what would stand still, and nobody " +
                "could resume it. Pause a child, or let somebody outside pause it. Pause() holds a body, and needs no acknowledgement.");
        }

        // Who is held by somebody who is held … by the new pause?
        var seen = new HashSet<Worker> { pauser };
        var open = new Queue<Worker>(seen);
        while (open.TryDequeue(out var worker))
        {
            foreach (var hold in _holds)
            {
                if (hold.Pauser is not { } holder || !hold.Covers(worker)) continue;
                if (added.Covers(holder))
                {
                    throw new InvalidOperationException(
                        $"Worker '{pauser.Path}' cannot pause '{added.Root.Path}': '{holder.Path}', which would stand still, has paused " +
                        $"'{hold.Root.Path}', and so nobody could resume the other. Resume the first pause before the second.");
                }

                if (seen.Add(holder)) open.Enqueue(holder);
            }
        }
    }
}
