using Actors.TestKit;
using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Clauses;

/// <summary>A small tree whose workers sleep, listen, and start children, and count every piece of their code.</summary>
internal sealed class BusyTree
{
    private readonly Simulation _simulation;
    private readonly List<Worker> _workers = [];

    public BusyTree(Simulation simulation)
    {
        _simulation = simulation;
        Root = Grow(2);
    }

    public Worker Root { get; }

    public int Steps { get; private set; }

    public int Fired { get; private set; }

    public int Heard { get; private set; }

    public void FireAtAll()
    {
        foreach (var worker in _workers.ToArray())
        {
            worker.Fire("E");
            Fired++;
        }
    }

    private Worker Grow(int depth)
    {
        var worker = _simulation.System.Create(() => Live(depth), new() { Parent = depth == 2 ? WorkerParent.None : Current });
        worker.Listen("E", _ =>
        {
            Heard++;
            Steps++;
        });
        _workers.Add(worker);
        return worker.Start();
    }

    private async Task Live(int depth)
    {
        Steps++;
        for (var children = depth == 0 ? 0 : 2; children > 0; children--)
        {
            await Sleep(_simulation.Choose(3) * Clause.Second / 10);
            Steps++;
            Grow(depth - 1);
        }

        while (true)
        {
            await Sleep(Clause.Second / 10);
            Steps++;
        }
    }
}
