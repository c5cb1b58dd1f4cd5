using Actors.Engines;

namespace Actors.TestKit;

/// <summary>The one thread of a simulation: chooses piece after piece, and runs it.</summary>
internal sealed class SimulationLoop
{
    /// <summary>How many pieces may stand in the middle of each other, each on the stack of the one before.</summary>
    private const int Deepest = 8;

    private readonly PieceChooser _chooser;
    private readonly SimulationOptions _options;
    private readonly List<Runnable> _ready = [];

    /// <summary>Every run of a worker; it keeps them alive too, so that no garbage collection has a part in what happens.</summary>
    private readonly List<SimulatedMailbox> _places = [];
    private int _opened;
    private readonly TimerPiece _timers;
    private readonly FaultInjector _faults;
    private readonly ForeignCalls _foreign;
    private Runnable? _running;
    private int _depth;

    /// <summary>Belongs to the thread that makes it.</summary>
    public SimulationLoop(long seed, SimulationOptions options, bool writes, bool isOpen = false)
    {
        _options = options;
        _foreign = new ForeignCalls(areWelcome: isOpen);
        Random = new SeededRandom(seed);
        _chooser = PieceChooser.For(options.Strategy, Random);
        _faults = new FaultInjector(this, options, Random);
        Time = new SimulatedTime { Delay = _faults.Delay };
        Pieces = new PieceLog(Time, writes);
        _timers = new TimerPiece(this, Time, Random.NextNumber());
    }

    public SeededRandom Random { get; }

    public SimulatedTime Time { get; }

    public PieceLog Pieces { get; }

    /// <summary>Why the run cannot go on; null while it can.</summary>
    public SimulationFailure? Failure { get; private set; }

    /// <summary>Held for pointers only, where other threads may take part.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Called where a piece becomes ready.</summary>
    public Action? Added { get; set; }

    public bool IsForeign => _foreign.AreUnwelcome;

    /// <summary>The places that are open, in the order in which they were made.</summary>
    public IReadOnlyList<SimulatedMailbox> Places => _places;

    public FaultInjector Faults => _faults;

    /// <summary>Called behind each piece, for who watches states.</summary>
    public Action? AfterPiece { get; set; }

    public SimulatedMailbox Open(IFlow flow, bool isPolled)
    {
        lock (Gate)
        {
            var mailbox = new SimulatedMailbox(this, flow, isPolled, ++_opened, Random.NextNumber());
            _places.Add(mailbox);
            return mailbox;
        }
    }

    /// <summary>Under the gate.</summary>
    public void Add(Runnable piece)
    {
        _ready.Add(piece);
        Added?.Invoke();
    }

    /// <summary>Under the gate.</summary>
    public void Remove(Runnable piece) => _ready.Remove(piece);

    /// <summary>Runs pieces until the end, a failure, or until nothing can happen any more.</summary>
    /// <returns>Whether the end came.</returns>
    public bool Run(Func<bool> hasEnded)
    {
        while (Failure is null)
        {
            if (_foreign.Report is { } report) Fail(report, null);
            else if (hasEnded()) return true;
            else if (Pieces.Pieces >= _options.MostPieces) Fail($"it goes on for more than {_options.MostPieces:N0} pieces.", null);
            else if (!TryStep()) break;
        }

        return false;
    }

    /// <summary>What comes from now on belongs to nobody.</summary>
    public void End() => _foreign.End();

    /// <summary>A place in a piece where, on a machine with several cores, others would run.</summary>
    public void MaySwitch()
    {
        if (_foreign.AreElsewhere || _running is not { } running || _depth >= Deepest) return;
        while (Failure is null && Pieces.Pieces < _options.MostPieces && TryTake(running) is { } piece) RunPiece(piece);
    }

    public void Fail(string reason, Exception? cause) => Failure ??= new SimulationFailure(reason, cause);

    public void OnUncaught(string message, Exception error)
    {
        if (_options.Errors == UncaughtErrors.FailTheScenario) Fail($"{message} {error.GetType().Name}: {error.Message}", error);
    }

    public bool ReportForeign(SimulatedMailbox mailbox, MailboxItem item) => _foreign.TryReport(mailbox, item);

    public void OnTaken(SimulatedMailbox mailbox, MailboxItem item)
    {
        Pieces.OnTaken(mailbox, item, _depth);
        _faults.OnTaken(mailbox, item);
    }

    /// <summary>The run of a place has ended. Under the gate.</summary>
    public void Forget(SimulatedMailbox mailbox) => _places.Remove(mailbox);

    public void OnBegins(SimulatedMailbox mailbox) => Pieces.Note(_depth, mailbox, "begins");

    public void OnEnded(SimulatedMailbox mailbox) => Pieces.Note(_depth, mailbox, "ends");

    public void Note(string text) => Pieces.Note(_depth, text);

    private bool TryStep()
    {
        _faults.BetweenPieces(canWait: _ready.Count > 0);
        if (TryTake(null) is { } piece)
        {
            RunPiece(piece);
            return true;
        }

        if (!Time.TryJump()) return false;
        Pieces.OnClock();
        return true;
    }

    /// <summary>Takes the next piece.</summary>
    /// <param name="running">In whose middle it comes, if the strategy will have it so.</param>
    private Runnable? TryTake(Runnable? running)
    {
        lock (Gate)
        {
            if (!_timers.IsReady && Time.IsDue)
            {
                _timers.IsReady = true;
                _ready.Add(_timers);
            }

            if (_ready.Count == 0 || (running is not null && !_chooser.Interrupts(running, _ready))) return null;
            var at = _chooser.Choose(_ready);
            var piece = _ready[at];
            _ready[at] = _ready[^1];
            _ready.RemoveAt(_ready.Count - 1);
            return piece;
        }
    }

    private void RunPiece(Runnable piece)
    {
        var outer = _running;
        _running = piece;
        _depth++;
        Pieces.OnPiece(piece);
        try
        {
            piece.Run();
        }
        catch (Exception error)
        {
            // A timer's callback threw, on a system there would be no process any more.
            Fail($"a timer's callback threw {error.GetType().Name}: {error.Message}", error);
        }

        _depth--;
        _running = outer;
        try
        {
            AfterPiece?.Invoke();
        }
        catch (Exception error)
        {
            Fail($"{error.GetType().Name}: {error.Message}", error);
        }
    }
}

/// <summary>Why a run fails.</summary>
internal sealed record SimulationFailure(string Reason, Exception? Cause);
