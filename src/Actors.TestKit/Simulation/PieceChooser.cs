namespace Actors.TestKit;

/// <summary>Chooses the next piece of one run. One subclass a strategy.</summary>
internal abstract class PieceChooser
{
    public static PieceChooser For(SimulationStrategy strategy, SeededRandom random)
    {
        var isByPriority = random.Next(2) == 0;
        return strategy switch
        {
            SimulationStrategy.Uniform => new UniformChooser(random),
            SimulationStrategy.Priorities => new PriorityChooser(random),
            _ => isByPriority ? new PriorityChooser(random) : new UniformChooser(random),
        };
    }

    /// <returns>The place of the next piece among those that can run; there is one at least.</returns>
    public abstract int Choose(List<Runnable> ready);

    /// <summary>Whether another piece comes in the middle of the one that runs, as on a machine with several cores.</summary>
    public abstract bool Interrupts(Runnable? running, List<Runnable> ready);
}
