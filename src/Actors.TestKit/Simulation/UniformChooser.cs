namespace Actors.TestKit;

/// <summary>Any piece is as likely as any other; the seed says how often one is interrupted.</summary>
internal sealed class UniformChooser : PieceChooser
{
    private readonly SeededRandom _random;
    private readonly int _interruptsOnceIn;

    public UniformChooser(SeededRandom random)
    {
        _random = random;
        _interruptsOnceIn = random.Next(3) switch { 0 => 0, 1 => 4, _ => 32 };
    }

    public override int Choose(List<Runnable> ready) => _random.Next(ready.Count);

    public override bool Interrupts(Runnable? running, List<Runnable> ready) => _random.OnceIn(_interruptsOnceIn);
}
